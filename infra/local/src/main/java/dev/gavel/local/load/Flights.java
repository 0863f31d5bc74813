package dev.gavel.local.load;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// Requests under way, by number: when each was due, and when it was sent.
final class Flights {
  /// Requests that may be under way at once; one more takes the place of the oldest, which then
  /// counts as unanswered.
  private static final int SLOTS = 1 << 20;

  private final AtomicLongArray due = new AtomicLongArray(SLOTS);
  private final AtomicLongArray sent = new AtomicLongArray(SLOTS);
  private final AtomicLong next = new AtomicLong();
  private final LongAdder ended = new LongAdder();

  /// A number for a request that should be sent at `dueNanos` and is sent now.
  long begin(long dueNanos) {
    long id = next.incrementAndGet();
    int slot = (int) (id & (SLOTS - 1));
    sent.set(slot, System.nanoTime());
    due.set(slot, dueNanos == 0 ? 1 : dueNanos);
    return id;
  }

  /// When `id` was sent; ask before [#end].
  long sentNanos(long id) {
    return sent.get((int) (id & (SLOTS - 1)));
  }

  /// When the request was due; 0 when it is not under way (any more).
  long end(long id) {
    long dueNanos = due.getAndSet((int) (id & (SLOTS - 1)), 0);
    if (dueNanos != 0) {
      ended.increment();
    }
    return dueNanos;
  }

  /// How many have no answer.
  long open() {
    return next.get() - ended.sum();
  }

  /// When each that still waits was due.
  LongStream waiting() {
    return IntStream.range(0, SLOTS).mapToLong(due::get).filter(dueNanos -> dueNanos != 0);
  }

  /// How many were begun.
  long begun() {
    return next.get();
  }
}
