package dev.gavel.gateway.hub;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// Lets so many through a second, and twice as many at once after a pause. Thread-safe.
final class TokenBucket {
  private final double perNano;
  private final double most;
  private final LongSupplier nanos;
  private double tokens;
  private long atNs;

  TokenBucket(int perSecond, LongSupplier nanos) {
    this.perNano = perSecond / (double) TimeUnit.SECONDS.toNanos(1);
    this.most = 2.0 * perSecond;
    this.nanos = nanos;
    this.tokens = most;
    this.atNs = nanos.getAsLong();
  }

  /// Takes one: 0 when there was one, else the milliseconds until there will be.
  synchronized long take() {
    long now = nanos.getAsLong();
    tokens = Math.min(most, tokens + (now - atNs) * perNano);
    atNs = now;
    if (tokens >= 1) {
      tokens--;
      return 0;
    }
    return Math.max(1, TimeUnit.NANOSECONDS.toMillis((long) ((1 - tokens) / perNano)));
  }
}
