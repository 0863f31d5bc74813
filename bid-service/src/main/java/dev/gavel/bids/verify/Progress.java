package dev.gavel.bids.verify;

import java.io.PrintWriter;
import java.time.Duration;

/// Says on long runs how far it is.
final class Progress {
  private static final long EVERY_NANOS = Duration.ofSeconds(2).toNanos();
  private static final int LOOK_EVERY = 4_096;

  private final PrintWriter out;
  private final long startNanos = System.nanoTime();
  private long saidNanos = startNanos;
  private long commands;

  Progress(PrintWriter out) {
    this.out = out;
  }

  /// One more command is done.
  void step(String where) {
    if (++commands % LOOK_EVERY == 0) {
      long nowNanos = System.nanoTime();
      if (nowNanos - saidNanos >= EVERY_NANOS) {
        saidNanos = nowNanos;
        out.printf("... %s: %,d commands, %,d a second%n", where, commands, perSecond(nowNanos));
        out.flush();
      }
    }
  }

  /// How many commands were done, and how fast.
  String summary() {
    long nowNanos = System.nanoTime();
    return "%,d commands in %.1f s (%,d a second)"
        .formatted(commands, (nowNanos - startNanos) / 1e9, perSecond(nowNanos));
  }

  private long perSecond(long nowNanos) {
    return (long) (commands * 1e9 / Math.max(1, nowNanos - startNanos));
  }
}
