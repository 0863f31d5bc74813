package dev.gavel.local.benchmark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The newest run of each benchmark beside the one before it of the same machine and sizes.
final class RunComparison {
  /// Less than this share is noise between two runs of one machine.
  static final double NOISE = 0.15;

  private RunComparison() {}

  /// A figure that became worse.
  record Regression(String what, String before, String after, String unit, double worseBy) {
    String text() {
      return String.format(
          Locale.ROOT, "%s: %s -> %s %s (%.0f %% worse)", what, before, after, unit, 100 * worseBy);
    }
  }

  /// What became worse by more than the noise, in the newest run of each benchmark.
  static List<Regression> regressions(List<RecordedRun> oldestFirst) {
    Map<String, RecordedRun> before = new LinkedHashMap<>();
    Map<String, RecordedRun> newest = new LinkedHashMap<>();
    for (RecordedRun run : oldestFirst) {
      RecordedRun last = newest.put(key(run), run);
      if (last != null) {
        before.put(key(run), last);
      }
    }
    List<Regression> found = new ArrayList<>();
    newest.forEach((key, run) -> {
      RecordedRun earlier = before.get(key);
      if (earlier != null) {
        found.addAll(regressions(earlier.measurement(), run.measurement()));
      }
    });
    return found;
  }

  private static String key(RecordedRun run) {
    return String.join(
        "|",
        run.measurement().benchmark(),
        run.measurement().variant(),
        run.machine(),
        run.sizes());
  }

  private static List<Regression> regressions(Measurement before, Measurement after) {
    List<Regression> found = new ArrayList<>();
    for (Figure now : after.figures()) {
      before
          .figure(now.name())
          .filter(was -> worseBy(was, now) > NOISE)
          .ifPresent(was ->
              found.add(
                  new Regression(
                      after.benchmark() + " · " + after.variant() + " · " + now.name(),
                      was.text(),
                      now.text(),
                      now.unit(),
                      worseBy(was, now))));
    }
    return found;
  }

  /// How much worse, as a share of what it was; from nothing to something is all of it.
  private static double worseBy(Figure was, Figure now) {
    double change =
        switch (now.better()) {
          case MORE -> was.value() - now.value();
          case LESS -> now.value() - was.value();
          case NEITHER -> 0;
        };
    if (change <= 0) {
      return 0;
    }
    return was.value() == 0 ? 1 : change / Math.abs(was.value());
  }
}
