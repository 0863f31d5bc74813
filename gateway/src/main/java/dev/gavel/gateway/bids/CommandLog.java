package dev.gavel.gateway.bids;

import dev.gavel.model.Place;
import dev.gavel.model.RoomCommand;
import java.util.OptionalInt;
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

  /// The partition that a room's commands stand in, for good; empty as long as the log has not said
  /// how many it has.
  OptionalInt partition(String room);

  /// Appends to a partition, the one of the command's room. The future always completes, never
  /// exceptionally: on the caller's thread, on the one that sends, or on the client's I/O thread.
  /// None of them may be held up.
  CompletableFuture<Appended> append(RoomCommand command, int partition);

  /// Whether the log answered lately, for one partition at least.
  boolean reachable();
}
