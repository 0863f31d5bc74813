package dev.gavel.gateway.hub;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gavel.gateway.bids.Commands;
import dev.gavel.gateway.bids.Outcome;
import dev.gavel.gateway.words.AnswerWords;
import dev.gavel.gateway.words.Complaint;
import dev.gavel.model.Answer;
import dev.gavel.model.Decision;
import dev.gavel.model.RoomCommand;

/// Sends wishes to the log and brings the answers back: to whoever asked, and to the same person's
/// other tabs.
final class Bidding {
  private final Commands commands;
  private final Tabs tabs;
  private final FloorMeters meters;

  Bidding(Commands commands, Tabs tabs, FloorMeters meters) {
    this.commands = commands;
    this.tabs = tabs;
    this.meters = meters;
  }

  /// Returns at once; the reply comes when the outcome is known.
  void send(RoomCommand command, Reply reply) {
    var _ = commands.send(command).thenAccept(outcome -> answer(command, outcome, reply));
  }

  private void answer(RoomCommand command, Outcome outcome, Reply reply) {
    switch (outcome) {
      case Outcome.Decided(Decision decision) -> decided(command, decision, reply);
      case Outcome.Pending(var place) -> {
        meters.answered("pending");
        reply.answer(AnswerWords.pending(command.id(), command.room(), place));
      }
      case Outcome.Unavailable() -> refused(command, Complaint.UNAVAILABLE, reply);
      case Outcome.Unknown() -> refused(command, Complaint.UNKNOWN, reply);
    }
  }

  private void decided(RoomCommand command, Decision decision, Reply reply) {
    ObjectNode answer = AnswerWords.decided(decision);
    meters.answered(
        decision.answer() instanceof Answer.Refused refused
            ? refused.code().name()
            : answer.path("status").asText());
    if (reply.ack().wanted()) {
      reply.answer(answer);
      tabs.answerOthers(command, decision, reply.peer());
    } else {
      tabs.answer(command, decision);
      if (decision.answer() instanceof Answer.Refused refused) {
        reply.refuse(answer, AnswerWords.error(refused.code()));
      }
    }
  }

  private void refused(RoomCommand command, Complaint why, Reply reply) {
    meters.answered(why.name());
    ObjectNode about = AnswerWords.refused(command.id(), command.room(), why);
    reply.refuse(about, why.json());
  }
}
