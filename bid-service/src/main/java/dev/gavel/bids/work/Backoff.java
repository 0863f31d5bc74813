package dev.gavel.bids.work;

import java.time.Duration;

/// How long to wait before the next try: twice as long each time, up to a limit. Not thread-safe.
final class Backoff {
  static final Duration FIRST = Duration.ofMillis(50);
  static final Duration LONGEST = Duration.ofSeconds(2);

  /// Longer than a client takes from one refused connection to the next.
  static final Duration SURE = Duration.ofSeconds(10);

  private Duration next = FIRST;
  private long sinceNanos = System.nanoTime() - SURE.toNanos();

  Duration next() {
    sinceNanos = System.nanoTime();
    Duration now = next;
    Duration doubled = now.multipliedBy(2);
    next = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
    return now;
  }

  /// Whether the last failure was so long ago that this is no pause between two. One thing that
  /// went well need not mean it: a poll that gives nothing comes before the one that tells of a
  /// refused connection.
  boolean over() {
    return System.nanoTime() - sinceNanos > SURE.toNanos();
  }

  void reset() {
    next = FIRST;
  }
}
