package dev.gavel.gateway.bids;

import dev.gavel.model.Place;
import dev.gavel.model.RoomCommand;
import java.util.concurrent.CompletableFuture;

/// Where commands are appended. Thread-safe; what one thread appends for one room keeps its order.
public interface CommandLog {

  /// How an append ended.
  sealed interface Appended {
    record At(Place place) implements Appended {}

    /// Turned down before anything was sent: certainly not in the log.
    record NotSent() implements Appended {}

    /// Sent, but nobody said whether it arrived.
    record Unknown() implements Appended {}
  }

  /// Appends. The future always completes, never exceptionally.
  CompletableFuture<Appended> append(RoomCommand command);

  /// Whether the log answered lately.
  boolean reachable();
}
