package dev.gavel.gateway.bids;

import java.util.concurrent.TimeUnit;

/// Which share of one partition's new bids is refused, judged by delay and never by count. Pure:
/// times come in (nanoseconds of one monotonic clock), nothing is read or drawn here.
///
/// The delay is the larger of two: the age of the oldest waiting command, which sees a stop, and
/// what a command that comes now will wait, which sees a growing queue before it is old. The second
/// is Little's law: commands waiting, by decisions a second while any waited (smoothed). As each
/// gateway divides its own commands by its own decisions, gateways need not know of one another.
///
/// As in CoDel (RFC 8289, sections 3.1 and 4.4) a queue that drains by itself is let alone:
/// shedding begins when the delay passes the target, and then holds the delay below it. It ends
/// when the delay has been low for half a second, and never touches a queue of 32 commands or
/// fewer: they are what tells that decisions come again. The share follows the delay itself, as PIE
/// does at the entry of a queue (RFC 8033, section 4.1), but without an integral: an admitted bid
/// counts at once, so there is no lag to be made up for, nothing winds up, and an overload that
/// ends is forgotten as soon as its queue is.
///
/// Used under its partition's lock.
final class LoadShedder {
  /// Commands of a partition that may wait at any delay. Fixed.
  static final int PROBES = 32;

  /// Shedding, once begun, starts at this part of the target and is complete at the target.
  private static final double START = 0.6;

  /// Where a delay is only expected yet, shedding begins at this many targets.
  private static final double CERTAINLY = 1.25;

  /// Decisions are counted over at least this much time with commands waiting.
  private static final long WINDOW_NS = TimeUnit.MILLISECONDS.toNanos(100);

  /// What a new window weighs against all before it.
  private static final double WEIGHT = 0.25;

  /// After this long below the start, the queue may grow to the target again.
  static final long CALM_NS = TimeUnit.MILLISECONDS.toNanos(500);

  private static final int RETRY_LEAST_MS = 500;
  private static final int RETRY_MOST_MS = 4_000;

  private final double targetNs;
  private int waiting;
  private long markNs;
  private long busyNs;
  private int decided;
  private double perNs;
  private boolean shedding;
  private long lastHighNs;

  /// @param targetMs the delay at which all new bids are refused; 0: none ever is
  LoadShedder(int targetMs) {
    this.targetNs = TimeUnit.MILLISECONDS.toNanos(targetMs);
  }

  /// A command waits from now on.
  void came(long nowNs) {
    if (waiting++ == 0) {
      markNs = nowNs;
    }
  }

  /// A waiting command was decided.
  void decided(long nowNs) {
    left(nowNs);
    if (busyNs >= WINDOW_NS && decided > 0) {
      double sample = decided / (double) busyNs;
      perNs = perNs == 0 ? sample : perNs + WEIGHT * (sample - perNs);
      busyNs = 0;
      decided = 0;
    }
    decided++;
  }

  /// A command waits no more, without a decision.
  void left(long nowNs) {
    busyNs += nowNs - markNs;
    markNs = nowNs;
    waiting--;
  }

  /// Commands that wait.
  int waiting() {
    return waiting;
  }

  /// The share of new bids to refuse, 0 to 1. Asked for each new bid.
  ///
  /// @param oldestNs age of the oldest waiting command, 0 without one
  double share(long nowNs, long oldestNs) {
    if (targetNs == 0) {
      return 0;
    }
    double delayNs = delayNs(oldestNs);
    boolean high = waiting > PROBES && delayNs > START * targetNs;
    if (high) {
      lastHighNs = nowNs;
    }
    shedding = (high && begins(oldestNs, delayNs)) || (shedding && nowNs - lastHighNs < CALM_NS);
    return high && shedding
        ? Math.min(1, (delayNs - START * targetNs) / (targetNs - START * targetNs))
        : 0;
  }

  /// A burst is no overload as long as commands are decided soon after they came, and after a short
  /// pause the queue looks longer than it is.
  private boolean begins(long oldestNs, double delayNs) {
    return oldestNs > targetNs || (oldestNs > targetNs / 2 && delayNs > CERTAINLY * targetNs);
  }

  /// How long to ask an author to wait, ms: twice the delay or more, spread so that those who were
  /// refused together do not come back together.
  ///
  /// @param random 0 to 1, exclusive
  long retryAfterMs(long oldestNs, double random) {
    double twiceMs = 2 * delayNs(oldestNs) / TimeUnit.MILLISECONDS.toNanos(1);
    double leastMs = Math.clamp(twiceMs, RETRY_LEAST_MS, RETRY_MOST_MS);
    return Math.round(leastMs * (1 + random));
  }

  private double delayNs(long oldestNs) {
    return perNs == 0 ? (double) oldestNs : Math.max((double) oldestNs, waiting / perNs);
  }
}
