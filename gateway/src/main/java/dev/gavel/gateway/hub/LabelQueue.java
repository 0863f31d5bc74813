package dev.gavel.gateway.hub;

import java.util.concurrent.CompletableFuture;

/// Where what a room is told waits for the names in it, in order, and without holding up a thread:
/// a name that was never read here is waited for shortly ([dev.gavel.gateway.people.People#soon]).
/// Thread-safe.
final class LabelQueue {
  private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

  /// Runs a task when all before it have run and the names are there, on whichever thread that is.
  ///
  /// @param names never fails
  /// @param task returns at once, and never throws
  synchronized void add(CompletableFuture<Void> names, Runnable task) {
    if (last.isDone() && names.isDone()) {
      task.run();
    } else {
      last = last.thenCombine(names, (_, _) -> task).thenAccept(Runnable::run);
    }
  }
}
