package dev.gavel.local.load;

import java.util.List;
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

  /// From when a bid was due to a gateway's own refusal of any kind.
  final Histogram refusals = times();

  /// What became of the bids that were due after the disturbance.
  final Recovery recovery = new Recovery();

  /// From sending a bid to its refusal for overload; in neither of the answers above.
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

  /// A bid's answer.
  ///
  /// @param word its status, or its code when it was refused
  /// @param decided whether the log decided it
  /// @param dueNanos when the bid was due, and when it was sent
  void answer(String word, boolean decided, long dueNanos, long sentNanos) {
    long now = System.nanoTime();
    outcome(word);
    if (decided) {
      this.decided.increment();
    }
    if (recovery.covers(dueNanos)) {
      recovery.answer(dueNanos, now - dueNanos, decided);
    } else if (decided) {
      time(answers, now - dueNanos);
      time(answersFromSend, now - sentNanos);
    } else {
      time(refusals, now - dueNanos);
      if (word.equals(Outcomes.SHED)) {
        time(shed, now - sentNanos);
      }
    }
  }

  /// Forgets the bids of the warming up; what viewers were told wrong stays.
  void beginAnew() {
    for (Histogram each : List.of(answers, answersFromSend, refusals, shed, deliveries, lateness)) {
      each.reset();
    }
    for (LongAdder each : List.of(facts, others, pending, lateAnswers, notSent, decided)) {
      each.reset();
    }
    outcomes.clear();
  }

  /// How long a bid waited in vain.
  void waited(long dueNanos, long nanos) {
    if (recovery.covers(dueNanos)) {
      recovery.answer(dueNanos, nanos, false);
    } else {
      answers.recordValue(Math.clamp(nanos / 1_000, 0, LONGEST_US));
    }
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
