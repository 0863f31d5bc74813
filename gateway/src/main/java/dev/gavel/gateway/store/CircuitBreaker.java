package dev.gavel.gateway.store;

import java.time.Duration;
import java.util.function.LongSupplier;

/// After some failures in a row calls fail at once for a while: a store that does not answer costs
/// its limit a few times, not once a caller. Then one call tries it; the others go on failing until
/// that one has answered. Thread-safe.
final class CircuitBreaker {
  /// Failures in a row that open it. Fixed.
  static final int FAILURES = 3;

  /// How long nothing is tried. Fixed.
  static final Duration PAUSE = Duration.ofSeconds(1);

  private final LongSupplier nanos;
  private int failures;
  private long triedNanos;
  private boolean isTrying;

  /// @param nanos a clock that only says how much later it is
  CircuitBreaker(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /// Whether a call may go. One that may must be followed by one of the three below.
  synchronized boolean admits() {
    if (failures < FAILURES) {
      return true;
    }
    if (isTrying || nanos.getAsLong() - triedNanos < PAUSE.toNanos()) {
      return false;
    }
    isTrying = true;
    return true;
  }

  /// The store has answered, if only that it does not do this.
  synchronized void succeeded() {
    failures = 0;
    isTrying = false;
  }

  /// The store has not answered in time, or was not there.
  synchronized void failed() {
    failures = Math.min(FAILURES, failures + 1);
    isTrying = false;
    triedNanos = nanos.getAsLong();
  }

  /// The call ended without a word about the store.
  synchronized void abandoned() {
    isTrying = false;
  }
}
