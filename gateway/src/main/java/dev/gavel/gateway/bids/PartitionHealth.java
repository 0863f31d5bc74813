package dev.gavel.gateway.bids;

import java.util.BitSet;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/// Which partitions take commands, by what brokers say and by what became of the last command: a
/// circuit breaker for each, so that one that is sick refuses nothing in the others. Times come in
/// (nanoseconds of one monotonic clock). Thread-safe.
final class PartitionHealth {
  /// After a failure a partition is left alone for this long; then one command tries it.
  static final long REST_NS = TimeUnit.SECONDS.toNanos(1);

  private static final class Breaker {
    boolean open;
    boolean tried;
    long failedNs;
  }

  private boolean answers;
  private BitSet led = new BitSet();
  private Breaker[] breakers = {};

  /// The brokers have answered.
  ///
  /// @param leaders the partitions that have a leader, of `count`
  synchronized void described(int count, BitSet leaders) {
    answers = true;
    led = (BitSet) leaders.clone();
    if (count != breakers.length) {
      breakers = new Breaker[count];
      for (int i = 0; i < count; i++) {
        breakers[i] = new Breaker();
      }
    }
  }

  /// No broker answers.
  synchronized void away() {
    answers = false;
  }

  /// How many there are; empty as long as no broker has ever said. It never changes while the log
  /// lives.
  synchronized OptionalInt count() {
    return breakers.length == 0 ? OptionalInt.empty() : OptionalInt.of(breakers.length);
  }

  /// Whether a command may be given to a partition now. Where this is the trial after a failure,
  /// the next one may not before it is known what became of it.
  synchronized boolean admits(int partition, long nowNs) {
    if (!isUsable(partition, nowNs)) {
      return false;
    }
    Breaker breaker = breakers[partition];
    breaker.tried = breaker.open;
    return true;
  }

  private boolean isUsable(int partition, long nowNs) {
    if (!answers || partition >= breakers.length || !led.get(partition)) {
      return false;
    }
    Breaker breaker = breakers[partition];
    return !breaker.open || (!breaker.tried && nowNs - breaker.failedNs >= REST_NS);
  }

  /// A command stands in it.
  synchronized void worked(int partition) {
    if (partition < breakers.length) {
      breakers[partition].open = false;
      breakers[partition].tried = false;
    }
  }

  /// It is unknown whether a command arrived.
  synchronized void failed(int partition, long nowNs) {
    if (partition < breakers.length) {
      breakers[partition].open = true;
      breakers[partition].tried = false;
      breakers[partition].failedNs = nowNs;
    }
  }

  /// A command was not sent after all, for a reason of its own or of this gateway's.
  synchronized void spared(int partition) {
    if (partition < breakers.length) {
      breakers[partition].tried = false;
    }
  }

  /// Whether at least one takes commands.
  synchronized boolean any(long nowNs) {
    for (int i = 0; i < breakers.length; i++) {
      if (isUsable(i, nowNs)) {
        return true;
      }
    }
    return false;
  }
}
