package dev.gavel.gateway.engineio;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// One thread that wakes sessions up at their deadlines. What it runs must return at once.
public final class Alarms implements AutoCloseable {
  private final ScheduledThreadPoolExecutor thread;

  public Alarms(String name) {
    thread =
        new ScheduledThreadPoolExecutor(
            1,
            Thread.ofPlatform().daemon().name(name + "-alarms").factory(),
            new ThreadPoolExecutor.DiscardPolicy()); // after the end nobody is woken up any more
    thread.setRemoveOnCancelPolicy(true); // else every ended session stays until its deadline
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /// Runs `task` once after `delayNanos`, unless the future is cancelled.
  public Future<?> in(long delayNanos, Runnable task) {
    return thread.schedule(task, delayNanos, TimeUnit.NANOSECONDS);
  }

  /// As [#in(long, Runnable)], in milliseconds.
  public Future<?> inMs(long delayMs, Runnable task) {
    return in(TimeUnit.MILLISECONDS.toNanos(delayMs), task);
  }

  /// Alarms that wait; 0 when nothing lives.
  public int waiting() {
    return thread.getQueue().size();
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
