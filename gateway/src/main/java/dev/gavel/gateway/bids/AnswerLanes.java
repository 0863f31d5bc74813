package dev.gavel.gateway.bids;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The threads that authors are answered on, so that no client's I/O thread renders anything. What
/// concerns one partition runs in its order, on one of them.
///
/// Its queues need no limit of their own: a command is answered once and told about once more, and
/// [LoggedCommands] limits how many are open.
public final class AnswerLanes implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AnswerLanes.class);

  /// More would wait for sockets, not for processors. Fixed.
  private static final int MOST = 4;

  private final List<Lane> lanes = new ArrayList<>();

  /// As many as half the processors.
  public static AnswerLanes ofThisMachine() {
    return new AnswerLanes(Math.clamp(Runtime.getRuntime().availableProcessors() / 2, 1, MOST));
  }

  AnswerLanes(int count) {
    for (int i = 0; i < count; i++) {
      lanes.add(new Lane("answers-" + i));
    }
  }

  /// Runs it soon. One that throws is a bug: one line, and the next one runs.
  void run(int partition, Runnable task) {
    lanes.get(Math.floorMod(partition, lanes.size())).put(task);
  }

  /// Whether nothing waits or runs.
  boolean isIdle() {
    return lanes.stream().allMatch(lane -> lane.pending.get() == 0);
  }

  /// What still waits is not told any more.
  @Override
  public void close() {
    lanes.forEach(lane -> lane.thread.interrupt());
  }

  private static final class Lane {
    private final BlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();
    private final AtomicInteger pending = new AtomicInteger();
    private final Thread thread;

    Lane(String name) {
      thread = Thread.ofPlatform().daemon().name(name).start(this::work);
    }

    void put(Runnable task) {
      pending.incrementAndGet();
      queue.add(task);
    }

    private void work() {
      try {
        while (true) {
          guarded(queue.take());
          pending.decrementAndGet();
        }
      } catch (InterruptedException closed) {
        Thread.currentThread().interrupt();
      }
    }

    private static void guarded(Runnable task) {
      try {
        task.run();
      } catch (RuntimeException | Error bug) {
        LOG.error("an author was not told", bug);
      }
    }
  }
}
