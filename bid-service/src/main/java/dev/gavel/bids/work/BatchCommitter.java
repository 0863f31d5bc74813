package dev.gavel.bids.work;

import dev.gavel.bids.log.Away;
import dev.gavel.bids.work.CommitProgress.Task;
import dev.gavel.runtime.trace.Work;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Commits one partition's batches on a thread of its own: carries out each stage as soon as
/// [CommitOrder] lets it begin, until it succeeds. What stores waits on that thread; what is told
/// is acknowledged from the clients' threads meanwhile. A partition that is slow holds no other.
final class BatchCommitter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BatchCommitter.class);

  /// What committers share.
  ///
  /// @param attention is run when the deciding thread should look: a slot it asked for is free, or
  ///   the partition is broken
  record Shared(
      StageExecutor stages,
      CommitOrder order,
      CheckpointWriter checkpoints,
      Condition condition,
      WorkerMeters meters,
      BatchTraces traces,
      Runnable attention) {}

  private record Retry(Backoff backoff, long notBeforeNanos) {}

  private final AssignedPartition partition;
  private final Shared shared;
  private final Thread thread;

  // Guarded by this.
  private final CommitProgress progress;
  private final Map<CommitStage, Retry> retries = new EnumMap<>(CommitStage.class);
  private final List<PartitionBatch> committed = new ArrayList<>();
  private boolean slotWanted;
  private boolean closed;

  BatchCommitter(AssignedPartition partition, Shared shared) {
    this.partition = partition;
    this.shared = shared;
    this.progress = new CommitProgress(shared.order());
    this.thread =
        Thread.ofVirtual().name("gavel-commit " + partition.number()).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /// Whether a batch may be submitted. If not, attention is asked for once it may.
  synchronized boolean offersSlot() {
    slotWanted = !progress.hasSlot();
    return !slotWanted;
  }

  synchronized void submit(PartitionBatch batch) {
    progress.add(batch);
    notifyAll();
  }

  /// The batches committed since the last call, in order.
  synchronized List<PartitionBatch> committed() {
    List<PartitionBatch> all = List.copyOf(committed);
    committed.clear();
    return all;
  }

  /// Waits until nothing is left to commit.
  ///
  /// @return false when it took too long
  synchronized boolean awaitCommitted(long untilNanos) throws InterruptedException {
    while (!progress.isEmpty() && partition.commits()) {
      long leftMs = (untilNanos - System.nanoTime()) / 1_000_000;
      if (leftMs <= 0 || closed) {
        return false;
      }
      wait(leftMs);
    }
    return true;
  }

  private void run() {
    try {
      while (true) {
        carryOut(next());
      }
    } catch (InterruptedException end) {
      LOG.debug("partition {}: committing ends", partition.number());
    } catch (RuntimeException | Error bug) {
      shared.condition().broken(bug);
    }
  }

  private synchronized Task next() throws InterruptedException {
    while (true) {
      if (closed) {
        throw new InterruptedException("closed");
      }
      if (!partition.commits()) {
        progress.clear();
        notifyAll();
      }
      long waitNanos = Long.MAX_VALUE;
      for (Task task : progress.ready()) {
        long leftNanos = leftNanos(task.stage());
        if (leftNanos <= 0) {
          progress.begun(task);
          return task;
        }
        waitNanos = Math.min(waitNanos, leftNanos);
      }
      // 0 waits for a notification alone.
      wait(waitNanos == Long.MAX_VALUE ? 0 : waitNanos / 1_000_000 + 1);
    }
  }

  private long leftNanos(CommitStage stage) {
    Retry retry = retries.get(stage);
    return retry == null ? 0 : retry.notBeforeNanos() - System.nanoTime();
  }

  private void carryOut(Task task) {
    long beganNanos = System.nanoTime();
    CompletableFuture<Void> ended;
    try (Work.Opened _ = shared.traces().begins(task.stage(), task.batch())) {
      ended = shared.stages().carryOut(task.stage(), task.batch());
    } catch (Away | RuntimeException failed) {
      ended = CompletableFuture.failedFuture(failed);
    }
    var _ =
        ended
            .handle((_, failed) -> ended(task, beganNanos, failed))
            .exceptionally(bug -> {
              shared.condition().broken(bug);
              return false;
            });
  }

  /// @return whether the stage is done
  private boolean ended(Task task, long beganNanos, @Nullable Throwable failed) {
    Throwable cause =
        failed instanceof CompletionException && failed.getCause() != null
            ? failed.getCause()
            : failed;
    if (cause == null) {
      done(task, System.nanoTime() - beganNanos);
    } else if (cause instanceof Away away) {
      again(task, away);
    } else {
      LOG.error("partition {}: {} failed", partition.number(), task.stage(), cause);
      partition.breakDown("storing failed: " + cause);
      wake();
      shared.attention().run();
    }
    return cause == null;
  }

  private void done(Task task, long nanos) {
    shared.traces().carriedOut(task.stage(), task.batch());
    shared.meters().carriedOut(task.stage(), task.batch(), nanos, System.currentTimeMillis());
    List<PartitionBatch> now = List.of();
    boolean attention;
    synchronized (this) {
      if (retries.remove(task.stage()) != null && retries.isEmpty()) {
        shared.condition().back(Condition.Doing.STORING, partition.number());
      }
      if (progress.holds(task.batch())) {
        now = progress.done(task);
      }
      committed.addAll(now);
      attention = slotWanted && progress.hasSlot();
      slotWanted &= !attention;
      notifyAll();
    }
    now.forEach(shared.checkpoints()::committed);
    if (attention) {
      shared.attention().run();
    }
  }

  private synchronized void again(Task task, Away away) {
    if (!closed) {
      shared.condition().away(Condition.Doing.STORING, partition.number(), away);
    }
    Backoff backoff =
        Optional.ofNullable(retries.get(task.stage())).map(Retry::backoff).orElseGet(Backoff::new);
    retries.put(task.stage(), new Retry(backoff, System.nanoTime() + backoff.next().toNanos()));
    if (progress.holds(task.batch())) {
      progress.failed(task);
    }
    notifyAll();
  }

  private synchronized void wake() {
    notifyAll();
  }

  /// Stops where it is: what is not committed is decided again, by whichever worker has the
  /// partition then.
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    shared.condition().back(Condition.Doing.STORING, partition.number());
    thread.interrupt();
  }
}
