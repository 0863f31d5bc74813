package dev.gavel.gateway.hub;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gavel.gateway.bids.CommandMeters;
import dev.gavel.gateway.bids.Commands;
import dev.gavel.gateway.bids.Outcome;
import dev.gavel.gateway.words.AnswerWords;
import dev.gavel.gateway.words.Complaint;
import dev.gavel.model.Answer;
import dev.gavel.model.Decision;
import dev.gavel.model.RoomCommand;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends wishes to the log and brings the answers back: to whoever asked, and to the same person's
/// other tabs. Every command is counted once, here or by the way to the log.
final class Bidding {
  private static final Logger LOG = LoggerFactory.getLogger(Bidding.class);

  /// Events that ask for something to be put into the log.
  private static final Set<String> COMMANDS = Set.of("bid", "command");

  private final Commands commands;
  private final Tabs tabs;
  private final CommandMeters counted;

  Bidding(Commands commands, Tabs tabs, CommandMeters counted) {
    this.commands = commands;
    this.tabs = tabs;
    this.counted = counted;
  }

  /// Returns at once; the reply comes when the outcome is known, on the caller's thread or on one
  /// for answers ([Commands#send]).
  void send(RoomCommand command, Reply reply) {
    try {
      var _ = commands.send(command).thenAccept(outcome -> guarded(command, outcome, reply));
    } catch (RuntimeException | Error bug) {
      counted.answered(Complaint.FAULT.name());
      fault(command, reply, bug);
    }
  }

  /// An event is refused before it was looked at; counted when it asks for a command.
  void count(String event, Complaint why) {
    if (COMMANDS.contains(event)) {
      counted.answered(why.name());
    }
  }

  /// A command that does not come as far as the log's way.
  void refuse(Complaint why, Reply reply) {
    counted.answered(why.name());
    reply.refuse(why);
  }

  /// The same, by a limit on how often.
  void refuseFor(Complaint why, long retryAfterMs, Reply reply) {
    counted.answered(why.name());
    reply.refuseFor(why, retryAfterMs);
  }

  private void guarded(RoomCommand command, Outcome outcome, Reply reply) {
    try {
      answer(command, outcome, reply);
    } catch (RuntimeException | Error bug) {
      fault(command, reply, bug);
    }
  }

  /// One line, and one word to the author, whose client would wait for ever. A reply that was sent
  /// before the fault stands: the second one is dropped.
  private static void fault(RoomCommand command, Reply reply, Throwable bug) {
    LOG.error("an answer to {} was not given", command.wish().op(), bug);
    reply.refuse(
        AnswerWords.refused(command.id(), command.room(), Complaint.FAULT), Complaint.FAULT.json());
  }

  private void answer(RoomCommand command, Outcome outcome, Reply reply) {
    switch (outcome) {
      case Outcome.Decided(Decision decision) -> decided(command, decision, reply);
      case Outcome.Pending(var place) ->
          reply.answer(AnswerWords.pending(command.id(), command.room(), place));
      case Outcome.Overloaded(long retryAfterMs) ->
          reply.refuse(
              AnswerWords.refused(command.id(), command.room(), Complaint.OVERLOADED),
              Complaint.OVERLOADED.json().put("retryAfterMs", retryAfterMs));
      case Outcome.Unavailable() -> refused(command, Complaint.UNAVAILABLE, reply);
      case Outcome.Unknown() -> refused(command, Complaint.UNKNOWN, reply);
    }
  }

  private void decided(RoomCommand command, Decision decision, Reply reply) {
    ObjectNode answer = AnswerWords.decided(decision);
    if (reply.ack().wanted()) {
      reply.answer(answer);
      tabs.answerOthers(command, decision, answer, reply.peer());
    } else {
      tabs.answer(command, decision, answer);
      if (decision.answer() instanceof Answer.Refused refused) {
        reply.refuse(answer, AnswerWords.error(refused.code()));
      }
    }
  }

  private static void refused(RoomCommand command, Complaint why, Reply reply) {
    reply.refuse(AnswerWords.refused(command.id(), command.room(), why), why.json());
  }
}
