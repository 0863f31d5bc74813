package dev.gavel.gateway.hub;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Time and threads of the rooms.
public interface RoomScheduler {
  /// A clock that only says how much later it is.
  long nanos();

  /// Runs a task once, after the delay. The task returns at once.
  void after(long delayNanos, Runnable task);

  /// Runs work on a thread of its own, which may block.
  ///
  /// @param name of the thread
  void start(String name, Runnable work);

  /// The machine's clock; a virtual thread for each piece of work.
  ///
  /// @param timer wakes rooms up
  static RoomScheduler on(ScheduledExecutorService timer) {
    return new RoomScheduler() {
      @Override
      public long nanos() {
        return System.nanoTime();
      }

      @Override
      public void after(long delayNanos, Runnable task) {
        if (!timer.isShutdown()) {
          var _ = timer.schedule(task, delayNanos, TimeUnit.NANOSECONDS);
        }
      }

      @Override
      public void start(String name, Runnable work) {
        Thread.ofVirtual().name(name).start(work);
      }
    };
  }
}
