package dev.gavel.gateway.hub;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;

/// Time that goes on when a test says so. Work and alarms run on the test's thread.
final class FakeScheduler implements RoomScheduler {
  private record Alarm(long atNanos, long number, Runnable task) {}

  private final PriorityQueue<Alarm> alarms =
      new PriorityQueue<>(
          Comparator.comparingLong(Alarm::atNanos).thenComparingLong(Alarm::number));
  private long nowNanos = Long.MAX_VALUE - 1_000; // soon the clock passes its largest number
  private long number;

  @Override
  public long nanos() {
    return nowNanos;
  }

  @Override
  public synchronized void after(long delayNanos, Runnable task) {
    // From the start of the test, so that the order does not depend on where the clock began.
    alarms.add(new Alarm(passed() + delayNanos, number++, task));
  }

  private long passed() {
    return nowNanos - (Long.MAX_VALUE - 1_000);
  }

  @Override
  public void start(String name, Runnable work) {
    work.run();
  }

  /// Alarms that wait.
  synchronized int waiting() {
    return alarms.size();
  }

  void passMs(long ms) {
    passNanos(TimeUnit.MILLISECONDS.toNanos(ms));
  }

  /// Lets time pass; what is due meanwhile happens at its own moment.
  void passNanos(long nanos) {
    long until = passed() + nanos;
    for (Alarm next = due(until); next != null; next = due(until)) {
      nowNanos += next.atNanos - passed();
      next.task.run();
    }
    nowNanos += until - passed();
  }

  private synchronized @org.jspecify.annotations.Nullable Alarm due(long until) {
    return !alarms.isEmpty() && alarms.peek().atNanos <= until ? alarms.poll() : null;
  }
}
