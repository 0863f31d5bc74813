package dev.gavel.local.load;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// When bids are due: independent of each other (exponential gaps) at a rate that may change.
final class Pace {
  private static final double NANOS = 1e9;

  /// Bids a second at a moment of the run.
  interface Rate {
    double at(double second);
  }

  private final Rate rate;
  private final RandomGenerator random;

  Pace(Rate rate, long seed) {
    this.rate = rate;
    this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  static Rate steady(double perSecond) {
    return _ -> perSecond;
  }

  /// Ever more towards the end, as one over the time that is left.
  ///
  /// @param peak at most this many a second
  static Rate closing(double ends, double peak) {
    double least = 0.1;
    return second -> second >= ends ? 1 : Math.min(peak, peak * least / (ends - second));
  }

  /// Nanoseconds from a bid at `atNanos` to the next one.
  long gapNanos(long atNanos) {
    double perSecond = rate.at(atNanos / NANOS);
    double gap = -Math.log1p(-random.nextDouble()) / perSecond;
    // A slow moment must not sleep through a fast one.
    return (long) (Math.min(gap, 1) * NANOS);
  }
}
