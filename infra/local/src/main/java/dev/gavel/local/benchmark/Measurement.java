package dev.gavel.local.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What one benchmark found in one of its variants.
///
/// @param variant such as `one room` or `12000/s`
record Measurement(String benchmark, String variant, List<Figure> figures) {
  Measurement {
    figures = List.copyOf(figures);
  }

  static Measurement of(String benchmark, String variant, Figure... figures) {
    return new Measurement(benchmark, variant, List.of(figures));
  }

  /// The same with more figures.
  Measurement and(List<Figure> more) {
    List<Figure> all = new ArrayList<>(figures);
    all.addAll(more);
    return new Measurement(benchmark, variant, all);
  }

  Optional<Figure> figure(String name) {
    return figures.stream().filter(each -> each.name().equals(name)).findFirst();
  }

  /// Lines for a terminal, and for the page of figures.
  String text() {
    int width = figures.stream().mapToInt(each -> each.name().length()).max().orElse(0);
    StringBuilder text = new StringBuilder(benchmark + " · " + variant + System.lineSeparator());
    for (Figure each : figures) {
      text.append("  ")
          .append(each.name())
          .append(" ".repeat(width - each.name().length() + 2))
          .append("%12s %s%n".formatted(each.text(), each.unit()));
    }
    return text.toString();
  }
}
