package dev.gavel.bids.work;

import java.time.Duration;

/// How long to wait before the next try: twice as long each time, up to a limit. Not thread-safe.
final class Backoff {
  static final Duration FIRST = Duration.ofMillis(50);
  static final Duration LONGEST = Duration.ofSeconds(2);

  private Duration next = FIRST;

  Duration next() {
    Duration now = next;
    Duration doubled = now.multipliedBy(2);
    next = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
    return now;
  }

  void reset() {
    next = FIRST;
  }
}
