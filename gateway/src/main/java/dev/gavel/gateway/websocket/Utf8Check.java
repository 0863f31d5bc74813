package dev.gavel.gateway.websocket;

/// Checks UTF-8 as it arrives, so that a bad byte is noticed at once and a character may be split
/// anywhere (RFC 3629 section 4; RFC 6455 section 8.1).
final class Utf8Check {
  private static final int CONTINUATION_LOW = 0x80;
  private static final int CONTINUATION_HIGH = 0xBF;

  private int missing;
  private int low = CONTINUATION_LOW;
  private int high = CONTINUATION_HIGH;

  /// Whether the bytes continue a valid text. After a `false` the check is of no more use.
  boolean accepts(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      int b = bytes[i] & 0xFF;
      if (missing == 0 && b < 0x80) {
        continue;
      }
      if (missing == 0 ? !starts(b) : !continues(b)) {
        return false;
      }
    }
    return true;
  }

  /// Whether the text so far ends with a whole character.
  boolean complete() {
    return missing == 0;
  }

  private boolean starts(int b) {
    if (b < 0xC2 || b > 0xF4) {
      return false; // a continuation without start, an overlong form, or above U+10FFFF
    }
    missing = b < 0xE0 ? 1 : b < 0xF0 ? 2 : 3;
    switch (b) {
      case 0xE0 -> low = 0xA0; // no overlong form
      case 0xED -> high = 0x9F; // no surrogate
      case 0xF0 -> low = 0x90; // no overlong form
      case 0xF4 -> high = 0x8F; // at most U+10FFFF
      default -> {}
    }
    return true;
  }

  private boolean continues(int b) {
    if (b < low || b > high) {
      return false;
    }
    low = CONTINUATION_LOW;
    high = CONTINUATION_HIGH;
    missing--;
    return true;
  }
}
