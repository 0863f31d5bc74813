package dev.gavel.local.benchmark;

import java.util.Locale;

/// One measured number.
///
/// @param unit such as `ms` or `/s`
record Figure(String name, double value, String unit, Better better) {
  /// Which way is better; what is neither is told and not compared.
  enum Better {
    MORE,
    LESS,
    NEITHER;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Figure more(String name, double value, String unit) {
    return new Figure(name, value, unit, Better.MORE);
  }

  static Figure less(String name, double value, String unit) {
    return new Figure(name, value, unit, Better.LESS);
  }

  static Figure plain(String name, double value, String unit) {
    return new Figure(name, value, unit, Better.NEITHER);
  }

  /// The value as a person reads it: three digits that count, all of a large number.
  String text() {
    double size = Math.abs(value);
    String format = size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f";
    return String.format(Locale.ROOT, value == Math.rint(value) ? "%,.0f" : format, value);
  }
}
