package dev.gavel.gateway.bids;

import dev.gavel.model.RoomCommand;
import java.util.concurrent.CompletableFuture;

/// The way to the log.
public interface Commands {
  /// Sends a command. The future always completes, never exceptionally, within
  /// [LoggedCommands#ANSWER_MS], or when a broker took longer, within its limit.
  CompletableFuture<Outcome> send(RoomCommand command);
}
