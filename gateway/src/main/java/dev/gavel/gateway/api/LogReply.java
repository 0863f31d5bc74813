package dev.gavel.gateway.api;

import dev.gavel.gateway.bids.Commands;
import dev.gavel.gateway.bids.Outcome;
import dev.gavel.gateway.words.AnswerWords;
import dev.gavel.gateway.words.Complaint;
import dev.gavel.gateway.words.RefusalWords;
import dev.gavel.model.Answer;
import dev.gavel.model.RoomCommand;
import java.util.concurrent.ExecutionException;

/// Gives a command to the log and answers with what is known of it.
final class LogReply {
  private LogReply() {}

  static Outcome give(Commands commands, RoomCommand command) {
    try {
      return commands.send(command).get();
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return new Outcome.Unknown();
    } catch (ExecutionException never) {
      throw new IllegalStateException("the way to the log completes normally", never);
    }
  }

  /// 200 decided, 202 in the log but not decided yet, 422 refused by the room, 503 not known or not
  /// done.
  static Reply of(Outcome outcome, RoomCommand command) {
    return switch (outcome) {
      case Outcome.Decided(var decision) ->
          decision.answer() instanceof Answer.Refused refused
              ? Reply.problem(422, refused.code().name(), RefusalWords.of(refused.code()))
              : Reply.json(AnswerWords.decided(decision));
      case Outcome.Pending(var place) ->
          Reply.of(
              202,
              Reply.JSON,
              Reply.text(AnswerWords.pending(command.id(), command.room(), place)));
      case Outcome.Overloaded(long retryAfterMs) ->
          Reply.problem(Complaint.OVERLOADED)
              .with("Retry-After", String.valueOf(Math.ceilDiv(retryAfterMs, 1_000)));
      case Outcome.Unavailable() -> Reply.problem(Complaint.UNAVAILABLE);
      case Outcome.Unknown() -> Reply.problem(Complaint.UNKNOWN);
    };
  }
}
