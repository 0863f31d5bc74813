package dev.gavel.bids.work;

import dev.gavel.bids.log.Away;
import java.util.concurrent.CompletableFuture;

/// Runs each lookup on a virtual thread of its own: one a partition at most.
final class LookupThreads implements PartitionProcessor.LookupRunner {
  private final Condition condition;
  private final Runnable ended;

  /// @param ended is run after each, so that the deciding thread looks again
  LookupThreads(Condition condition, Runnable ended) {
    this.condition = condition;
    this.ended = ended;
  }

  @Override
  public CompletableFuture<Void> start(RoomLookup lookup, AssignedPartition partition) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    Thread.ofVirtual()
        .name("gavel-lookup " + partition.number())
        .start(() -> {
          try {
            untilItSucceeds(lookup, partition);
            done.complete(null);
          } catch (RuntimeException | Error | InterruptedException failed) {
            done.completeExceptionally(failed);
          }
          ended.run();
        });
    return done;
  }

  private void untilItSucceeds(RoomLookup lookup, AssignedPartition partition)
      throws InterruptedException {
    Backoff backoff = new Backoff();
    while (partition.decides()) {
      try {
        lookup.run();
        break;
      } catch (Away away) {
        condition.away(Condition.Doing.READING, partition.number(), away);
        Thread.sleep(backoff.next());
      }
    }
    condition.back(Condition.Doing.READING, partition.number());
  }
}
