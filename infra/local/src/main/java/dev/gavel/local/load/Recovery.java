package dev.gavel.local.load;

import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicIntegerArray;

/// When a system answers as usual again after a disturbance: bids that are due later are counted by
/// quarters of a second. Any thread.
final class Recovery {
  /// A bid that takes longer, or is shed, is slow.
  static final long USUAL_NANOS = 300_000_000;

  private static final long STEP_NANOS = 250_000_000;

  /// Slow bids of a quarter that make it a slow one: a fiftieth.
  private static final int ONE_IN = 50;

  private static final int STEPS = 4 * LoadPlan.MAX_SECONDS;

  private final AtomicIntegerArray all = new AtomicIntegerArray(STEPS);
  private final AtomicIntegerArray slow = new AtomicIntegerArray(STEPS);
  private volatile long sinceNanos = Long.MAX_VALUE;
  private volatile boolean begun;

  /// The disturbance is over.
  void begin(long nowNanos) {
    sinceNanos = nowNanos;
    begun = true;
  }

  /// Whether a bid was due after the disturbance.
  boolean covers(long dueNanos) {
    return begun && dueNanos - sinceNanos >= 0;
  }

  /// @param decided whether the log decided it
  void answer(long dueNanos, long tookNanos, boolean decided) {
    int step = (int) Math.min(STEPS - 1, (dueNanos - sinceNanos) / STEP_NANOS);
    all.incrementAndGet(step);
    if (!decided || tookNanos > USUAL_NANOS) {
      slow.incrementAndGet(step);
    }
  }

  /// Seconds from the end of the disturbance to the end of the last slow quarter; absent when there
  /// was no disturbance. As long as the bids lasted when it never became better.
  OptionalDouble seconds() {
    if (!begun) {
      return OptionalDouble.empty();
    }
    int last = STEPS - 1;
    while (last >= 0 && slow.get(last) * ONE_IN <= all.get(last)) {
      last--;
    }
    return OptionalDouble.of((last + 1) * STEP_NANOS / 1e9);
  }
}
