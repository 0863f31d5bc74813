package dev.gavel.gateway.bids;

import dev.gavel.model.RoomCommand;
import java.util.concurrent.CompletableFuture;

/// A command on its way: from its sending to its decision. What is not final is guarded by its
/// [OpenCommands].
final class OpenCommand {
  private static final long NOWHERE = -1;

  final RoomCommand command;
  final OpenCommands partition;

  /// Its place in the order in which commands came to the partition.
  final long number;

  final long sinceNs;

  /// What its author is told; completed once, on the answers' thread.
  final CompletableFuture<Outcome> answer = new CompletableFuture<>();

  /// Neither decided, nor given up, nor older than one that was decided.
  boolean waits = true;

  boolean ended;
  boolean overdue;
  long offset = NOWHERE;

  /// Age at which a lost decision is looked up next; doubled each time.
  long lookUpMs = LoggedCommands.ANSWER_MS;

  OpenCommand(RoomCommand command, OpenCommands partition, long number, long sinceNs) {
    this.command = command;
    this.partition = partition;
    this.number = number;
    this.sinceNs = sinceNs;
  }

  boolean isPlaced() {
    return offset != NOWHERE;
  }
}
