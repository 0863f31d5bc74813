package dev.gavel.local.load;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/// Counts and times of a run. Times are kept in microseconds up to [#LONGEST_US] and three digits.
final class Tally {
  static final long LONGEST_US = 120_000_000;

  /// From when a bid was due to its answer: a bid that had to wait for its turn waited.
  final Histogram answers = times();

  /// The same from when it was really sent.
  final Histogram answersFromSend = times();

  /// From sending a bid to its refusal for overload; in neither of the two above.
  final Histogram shed = times();

  /// From the log's time to a viewer's socket; whole milliseconds.
  final Histogram deliveries = times();

  /// From the first byte of a connection to its seat in the room.
  final Histogram joins = times();

  /// From a cut to being level with the room again.
  final Histogram returns = times();

  /// How late bids were sent: the generator's own fault.
  final Histogram lateness = times();

  final LongAdder facts = new LongAdder();
  final LongAdder others = new LongAdder();
  final LongAdder gaps = new LongAdder();
  final LongAdder duplicates = new LongAdder();
  final LongAdder disagreements = new LongAdder();
  final LongAdder early = new LongAdder();
  final LongAdder pending = new LongAdder();
  final LongAdder lateAnswers = new LongAdder();
  final LongAdder notRecovered = new LongAdder();

  /// Bids that were due and never left the generator.
  final LongAdder notSent = new LongAdder();

  /// Bids that the log decided.
  final LongAdder decided = new LongAdder();

  private final ConcurrentMap<String, LongAdder> outcomes = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, LongAdder> losses = new ConcurrentHashMap<>();
  private volatile boolean measuring;

  private static Histogram times() {
    return new ConcurrentHistogram(LONGEST_US, 3);
  }

  /// Whether times count; they do not while the seats fill up.
  void measuring(boolean now) {
    measuring = now;
  }

  boolean measuring() {
    return measuring;
  }

  void time(Histogram where, long nanos) {
    if (measuring) {
      where.recordValue(Math.clamp(nanos / 1_000, 0, LONGEST_US));
    }
  }

  /// How long a bid waited in vain.
  void waited(long nanos) {
    answers.recordValue(Math.clamp(nanos / 1_000, 0, LONGEST_US));
  }

  /// A bid's answer: its status, or its code when it was refused.
  void outcome(String word) {
    outcomes.computeIfAbsent(word, _ -> new LongAdder()).increment();
  }

  /// A connection that was lost, or never stood.
  void loss(String why) {
    losses.computeIfAbsent(why, _ -> new LongAdder()).increment();
  }

  Map<String, Long> outcomes() {
    return sums(outcomes);
  }

  Map<String, Long> losses() {
    return sums(losses);
  }

  private static Map<String, Long> sums(Map<String, LongAdder> counts) {
    Map<String, Long> sums = new TreeMap<>();
    counts.forEach((word, count) -> sums.put(word, count.sum()));
    return sums;
  }
}
