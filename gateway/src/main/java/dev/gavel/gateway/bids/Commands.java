package dev.gavel.gateway.bids;

import dev.gavel.model.RoomCommand;
import java.util.concurrent.CompletableFuture;

/// The way to the log.
public interface Commands {
  /// Sends a command. The future always completes, never exceptionally, within
  /// [KafkaCommands#ANSWER_MS] and what a broker may take beyond it.
  CompletableFuture<Outcome> send(RoomCommand command);
}
