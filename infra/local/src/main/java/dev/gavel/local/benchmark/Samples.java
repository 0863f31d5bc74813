package dev.gavel.local.benchmark;

import java.util.ArrayList;
import java.util.List;

/// Times of one kind of request. After some failures no further one is tried: each takes seconds.
final class Samples {
  private static final int ENOUGH_FAILURES = 3;

  private final String name;
  private final List<Double> millis = new ArrayList<>();
  private int failed;

  Samples(String name) {
    this.name = name;
  }

  boolean hopeless() {
    return failed >= ENOUGH_FAILURES;
  }

  /// Forgets what took how long.
  void clear() {
    millis.clear();
  }

  void took(double ms) {
    millis.add(ms);
  }

  void failed() {
    failed++;
  }

  /// The value below which so many of a hundred are.
  double percentile(double share) {
    List<Double> sorted = millis.stream().sorted().toList();
    return sorted.isEmpty()
        ? Double.NaN
        : sorted.get((int) Math.min(sorted.size() - 1L, (long) (sorted.size() * share / 100)));
  }

  /// What was found; no times where nothing was answered.
  List<Figure> figures() {
    List<Figure> figures = new ArrayList<>();
    if (!millis.isEmpty()) {
      figures.add(Figure.less(name + " p50", percentile(50), "ms"));
      figures.add(Figure.less(name + " p99", percentile(99), "ms"));
    }
    if (failed > 0) {
      figures.add(Figure.less(name + " failed", failed, "of " + (failed + millis.size())));
    }
    return figures;
  }
}
