package dev.gavel.gateway.bids;

import dev.gavel.model.RoomCommand;
import java.util.concurrent.CompletableFuture;

/// The way to the log.
public interface Commands {
  /// Sends a command. The future always completes, never exceptionally, within
  /// [LoggedCommands#ANSWER_MS], or when a broker took longer, within its limit.
  ///
  /// What is refused at once is complete when this returns. Everything else is completed on a
  /// thread that is there for answers ([AnswerLanes]): what hangs on the future may render and
  /// send, and must not wait, or the answers behind it wait as well. What hangs on it and throws is
  /// lost: it has to see to that itself.
  CompletableFuture<Outcome> send(RoomCommand command);
}
