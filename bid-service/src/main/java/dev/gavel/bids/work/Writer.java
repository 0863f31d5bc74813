package dev.gavel.bids.work;

import dev.gavel.bids.log.Away;
import dev.gavel.runtime.trace.Work;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The storing thread: takes decided batches in order and carries out their steps, each until it
/// succeeds. While it works on one, the next is decided; when the limit of batches is reached,
/// nothing more is decided until one is stored.
final class Writer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Writer.class);
  static final Duration CLOSE_LIMIT = Duration.ofSeconds(1);

  private final Storing storing;
  private final Condition condition;
  private final WorkerMeters meters;
  private final BatchTraces traces;
  private final int limit;
  private final Runnable stored;
  private final Thread thread;

  // Guarded by this.
  private final Deque<Batch> waiting = new ArrayDeque<>();
  private final List<Batch> done = new ArrayList<>();
  private @Nullable Batch current;
  private boolean closed;

  /// @param limit most batches that wait or are being stored
  /// @param stored is run after each batch, from the storing thread
  Writer(
      Storing storing,
      Condition condition,
      WorkerMeters meters,
      BatchTraces traces,
      int limit,
      Runnable stored) {
    this.storing = storing;
    this.condition = condition;
    this.meters = meters;
    this.traces = traces;
    this.limit = limit;
    this.stored = stored;
    this.thread = Thread.ofPlatform().name("gavel-store").daemon().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  synchronized boolean full() {
    return waiting.size() + (current == null ? 0 : 1) >= limit;
  }

  synchronized void submit(Batch batch) {
    waiting.add(batch);
    notifyAll();
  }

  /// The batches stored since the last call, in order.
  synchronized List<Batch> done() {
    List<Batch> all = List.copyOf(done);
    done.clear();
    return all;
  }

  /// Waits until nothing of these seats is left to store.
  ///
  /// @return false when it took too long
  synchronized boolean awaitStored(Collection<Seat> seats, Duration atMost) {
    long endNanos = System.nanoTime() + atMost.toNanos();
    try {
      while (pending(seats)) {
        long leftMs = (endNanos - System.nanoTime()) / 1_000_000;
        if (leftMs <= 0 || closed) {
          return false;
        }
        wait(leftMs);
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private boolean pending(Collection<Seat> seats) {
    return (current != null && current.live().concerns(seats))
        || waiting.stream().anyMatch(batch -> batch.live().concerns(seats));
  }

  private void run() {
    try {
      while (true) {
        Batch batch = take();
        store(batch);
        finished(batch);
        stored.run();
      }
    } catch (InterruptedException end) {
      LOG.debug("storing ends");
    } catch (RuntimeException | Error bug) {
      condition.broken(bug);
    }
  }

  private synchronized Batch take() throws InterruptedException {
    while (waiting.isEmpty()) {
      wait();
    }
    Batch next = waiting.removeFirst();
    current = next;
    return next;
  }

  private synchronized void finished(Batch batch) {
    current = null;
    done.add(batch);
    notifyAll();
  }

  private void store(Batch batch) throws InterruptedException {
    try {
      carryOut(batch);
    } catch (RuntimeException bug) {
      if (batch.shares().size() == 1) {
        LOG.error("storing failed", bug);
        batch.shares().getFirst().seat().breakDown("storing failed: " + bug);
        return;
      }
      // Those that can be stored are not held up by the one that cannot.
      for (Batch.Share share : batch.shares()) {
        store(new Batch(List.of(share)));
      }
    }
  }

  private void carryOut(Batch batch) throws InterruptedException {
    for (Step step : Step.values()) {
      long began = System.nanoTime();
      try (Work.Opened _ = traces.begins(step, batch)) {
        until(step, batch);
      }
      traces.carriedOut(step, batch);
      meters.carriedOut(step, batch, System.nanoTime() - began, System.currentTimeMillis());
    }
  }

  private void until(Step step, Batch batch) throws InterruptedException {
    Backoff backoff = new Backoff();
    while (true) {
      Batch live = batch.live();
      if (live.empty()) {
        return;
      }
      try {
        storing.carryOut(step, live);
        condition.back(Condition.Doing.STORING);
        return;
      } catch (Away away) {
        if (isClosed()) {
          throw new InterruptedException("closed");
        }
        condition.away(Condition.Doing.STORING, away);
        Thread.sleep(backoff.next());
      }
    }
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  /// Stops where it is: what is not stored is decided again, by whoever has the partition then.
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    thread.interrupt();
    try {
      if (!thread.join(CLOSE_LIMIT)) {
        LOG.warn("storing did not end within {}", CLOSE_LIMIT);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
