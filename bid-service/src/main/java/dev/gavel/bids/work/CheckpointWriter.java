package dev.gavel.bids.work;

import dev.gavel.bids.home.SavedPlace;
import dev.gavel.bids.log.Away;
import dev.gavel.bids.store.ProjectionStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Stores checkpoints aside of the batches: soon, and never beyond what is committed. Threads share
/// it.
final class CheckpointWriter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CheckpointWriter.class);

  /// How long a checkpoint may wait for others.
  static final Duration EVERY = Duration.ofMillis(200);

  /// So many decisions are worth one at once.
  static final int DECISIONS = 1_000;

  private final ProjectionStore store;
  private final Condition condition;
  private final Thread thread;

  // Guarded by this.
  private final Map<Integer, SavedPlace> waiting = new TreeMap<>();
  private int decisions;
  private long firstNanos;
  private boolean writing;
  private boolean hurry;
  private boolean closed;

  CheckpointWriter(ProjectionStore store, Condition condition) {
    this.store = store;
    this.condition = condition;
    this.thread = Thread.ofVirtual().name("gavel-checkpoints").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /// A batch is committed, after those before it.
  synchronized void committed(PartitionBatch batch) {
    if (waiting.isEmpty()) {
      firstNanos = System.nanoTime();
    }
    waiting.put(batch.partition().number(), batch.checkpoint());
    decisions += batch.decided().size();
    notifyAll();
  }

  /// Stores what waits, once. What is not stored waits on.
  void write() throws Away {
    List<SavedPlace> now;
    synchronized (this) {
      now = new ArrayList<>(waiting.values());
      waiting.clear();
      decisions = 0;
      writing = true;
    }
    boolean stored = false;
    try {
      if (!now.isEmpty()) {
        store.storeCheckpoints(now);
      }
      stored = true;
    } finally {
      written(stored ? List.of() : now);
    }
  }

  private synchronized void written(List<SavedPlace> again) {
    writing = false;
    again.forEach(place -> waiting.putIfAbsent(place.partition(), place));
    notifyAll();
  }

  /// Stores at once what waits of these partitions.
  ///
  /// @return false when it took too long
  synchronized boolean flush(Collection<Integer> partitions, long untilNanos)
      throws InterruptedException {
    hurry = true;
    notifyAll();
    while (writing || waiting.keySet().stream().anyMatch(partitions::contains)) {
      long leftMs = (untilNanos - System.nanoTime()) / 1_000_000;
      if (leftMs <= 0 || closed) {
        return false;
      }
      wait(leftMs);
    }
    return true;
  }

  private void run() {
    Backoff backoff = new Backoff();
    try {
      while (true) {
        awaitDue();
        try {
          write();
          condition.back(Condition.Doing.STORING);
          backoff.reset();
        } catch (Away away) {
          condition.away(Condition.Doing.STORING, away);
          Thread.sleep(backoff.next());
        }
      }
    } catch (InterruptedException end) {
      LOG.debug("checkpoints end");
    } catch (RuntimeException | Error bug) {
      condition.broken(bug);
    }
  }

  private synchronized void awaitDue() throws InterruptedException {
    while (true) {
      if (closed) {
        throw new InterruptedException("closed");
      }
      long leftMs = EVERY.toMillis() - (System.nanoTime() - firstNanos) / 1_000_000;
      if (!waiting.isEmpty() && (hurry || decisions >= DECISIONS || leftMs <= 0)) {
        hurry = false;
        return;
      }
      if (waiting.isEmpty()) {
        hurry = false;
        wait();
      } else {
        wait(leftMs);
      }
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    thread.interrupt();
  }
}
