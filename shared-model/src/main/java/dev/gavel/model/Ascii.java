package dev.gavel.model;

/// Digits and plain characters of JSON, at the speed that a receipt a decision wants.
final class Ascii {
  /// By character: -1 where it cannot stand for itself.
  private static final byte[] NOT_PLAIN = new byte[0x80];

  private static final byte[] PAIRS = new byte[200];
  private static final long[] POWERS = new long[19];

  static {
    for (char c = 0; c < NOT_PLAIN.length; c++) {
      NOT_PLAIN[c] = (byte) (plain(c) ? 0 : -1);
    }
    for (int two = 0; two < 100; two++) {
      PAIRS[2 * two] = (byte) ('0' + two / 10);
      PAIRS[2 * two + 1] = (byte) ('0' + two % 10);
    }
    POWERS[0] = 1;
    for (int i = 1; i < POWERS.length; i++) {
      POWERS[i] = 10 * POWERS[i - 1];
    }
  }

  private Ascii() {}

  /// Whether every character stands for itself. Looks at all of them, without a branch each: nearly
  /// all texts are plain.
  static boolean plain(String text) {
    int signs = 0;
    for (int i = 0; i < text.length(); i++) {
      int c = text.charAt(i);
      signs |= NOT_PLAIN[c & 0x7f] | (0x7f - c);
    }
    return signs >= 0;
  }

  /// Whether all of it is ASCII.
  static boolean only(String text) {
    int all = 0;
    for (int i = 0; i < text.length(); i++) {
      all |= text.charAt(i);
    }
    return all < 0x80;
  }

  static boolean plain(char c) {
    return c >= 0x20 && c < 0x80 && c != '"' && c != '\\';
  }

  /// Writes a number that is not negative; answers where it ends. Two digits a division: divisions
  /// are what numbers cost.
  static int digits(byte[] to, int from, long value) {
    int end = from + length(value);
    int at = end;
    long rest = value;
    while (rest >= 100) {
      int two = (int) (rest % 100) * 2;
      rest /= 100;
      to[--at] = PAIRS[two + 1];
      to[--at] = PAIRS[two];
    }
    if (rest >= 10) {
      to[--at] = PAIRS[(int) rest * 2 + 1];
      to[--at] = PAIRS[(int) rest * 2];
    } else {
      to[--at] = (byte) ('0' + rest);
    }
    return end;
  }

  /// How many digits a number has that is not negative.
  static int length(long value) {
    int length = 1;
    while (length < POWERS.length && value >= POWERS[length]) {
      length++;
    }
    return length;
  }
}
