package dev.gavel.model;

import java.util.Arrays;

/// Writes compact UTF-8 JSON, fields in the order of the calls. Written by hand because every
/// decision is written once for its receipt, and because the bytes may never change with a library.
final class JsonOut {
  private static final int FIRST_BYTES = 768;
  private static final int MAX_BYTES_A_CHAR = 6;
  private static final int MAX_DIGITS = 20;
  private static final byte[] HEX = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };

  private static final byte[] PAIRS = new byte[200];
  private static final long[] POWERS = new long[19];

  static {
    for (int two = 0; two < 100; two++) {
      PAIRS[2 * two] = (byte) ('0' + two / 10);
      PAIRS[2 * two + 1] = (byte) ('0' + two % 10);
    }
    POWERS[0] = 1;
    for (int i = 1; i < POWERS.length; i++) {
      POWERS[i] = 10 * POWERS[i - 1];
    }
  }

  private byte[] bytes = new byte[FIRST_BYTES];
  private int size;
  private boolean comma;

  JsonOut open() {
    room(2);
    separate();
    bytes[size++] = '{';
    comma = false;
    return this;
  }

  JsonOut close() {
    return end('}');
  }

  JsonOut openList() {
    room(2);
    separate();
    bytes[size++] = '[';
    comma = false;
    return this;
  }

  JsonOut closeList() {
    return end(']');
  }

  private JsonOut end(char bracket) {
    room(1);
    bytes[size++] = (byte) bracket;
    comma = true;
    return this;
  }

  JsonOut name(String name) {
    room(name.length() + 4);
    separate();
    bytes[size++] = '"';
    ascii(name);
    bytes[size++] = '"';
    bytes[size++] = ':';
    comma = false;
    return this;
  }

  JsonOut field(String name, long value) {
    return name(name).value(value);
  }

  JsonOut field(String name, String value) {
    return name(name).value(value);
  }

  JsonOut field(String name, boolean value) {
    name(name);
    room(5);
    ascii(value ? "true" : "false");
    comma = true;
    return this;
  }

  JsonOut value(long value) {
    room(MAX_DIGITS + 1);
    separate();
    if (value < 0) {
      ascii(Long.toString(value));
    } else {
      digits(value);
    }
    comma = true;
    return this;
  }

  JsonOut value(String value) {
    room(value.length() * MAX_BYTES_A_CHAR + 3);
    separate();
    bytes[size++] = '"';
    if (plain(value)) {
      ascii(value);
    } else {
      mixed(value);
    }
    bytes[size++] = '"';
    comma = true;
    return this;
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  private void separate() {
    if (comma) {
      bytes[size++] = ',';
    }
  }

  // Deprecated for keeping only the low bytes: which is what ASCII wants, at a copy's speed.
  @SuppressWarnings("deprecation")
  private void ascii(String text) {
    text.getBytes(0, text.length(), bytes, size);
    size += text.length();
  }

  /// Two digits a division: divisions are what numbers cost.
  private void digits(long value) {
    int end = size + length(value);
    int at = end;
    long rest = value;
    while (rest >= 100) {
      int two = (int) (rest % 100) * 2;
      rest /= 100;
      bytes[--at] = PAIRS[two + 1];
      bytes[--at] = PAIRS[two];
    }
    if (rest >= 10) {
      bytes[--at] = PAIRS[(int) rest * 2 + 1];
      bytes[--at] = PAIRS[(int) rest * 2];
    } else {
      bytes[--at] = (byte) ('0' + rest);
    }
    size = end;
  }

  private static int length(long value) {
    int length = 1;
    while (length < POWERS.length && value >= POWERS[length]) {
      length++;
    }
    return length;
  }

  /// Whether every char stands for itself. Looks at all of them, without a branch a char: nearly
  /// all texts are plain.
  private static boolean plain(String value) {
    int signs = 0;
    for (int i = 0; i < value.length(); i++) {
      int c = value.charAt(i);
      // Negative below the space, above ASCII, at the quote and at the backslash.
      signs |= (c - 0x20) | (0x7f - c) | ((c ^ '"') - 1) | ((c ^ '\\') - 1);
    }
    return signs >= 0;
  }

  private static boolean plain(char c) {
    return c >= 0x20 && c < 0x80 && c != '"' && c != '\\';
  }

  private void mixed(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (plain(c)) {
        bytes[size++] = (byte) c;
      } else {
        i += special(value, i);
      }
    }
  }

  /// Writes what is not plain ASCII; answers how many further chars that took.
  private int special(String text, int at) {
    char c = text.charAt(at);
    if (c < 0x80) {
      if (c < 0x20) {
        escape(c);
      } else {
        bytes[size++] = '\\';
        bytes[size++] = (byte) c;
      }
      return 0;
    }
    int point = text.codePointAt(at);
    if (point < 0x800) {
      bytes[size++] = (byte) (0xc0 | point >> 6);
    } else if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
      escape(c); // half a pair has no UTF-8 form (RFC 3629 section 3)
      return 0;
    } else {
      wide(point);
    }
    bytes[size++] = (byte) (0x80 | (point & 0x3f));
    return Character.charCount(point) - 1;
  }

  private void wide(int point) {
    if (point < 0x10000) {
      bytes[size++] = (byte) (0xe0 | point >> 12);
    } else {
      bytes[size++] = (byte) (0xf0 | point >> 18);
      bytes[size++] = (byte) (0x80 | ((point >> 12) & 0x3f));
    }
    bytes[size++] = (byte) (0x80 | ((point >> 6) & 0x3f));
  }

  private void escape(char c) {
    ascii("\\u");
    for (int shift = 12; shift >= 0; shift -= 4) {
      bytes[size++] = HEX[(c >> shift) & 0xf];
    }
  }

  private void room(int wanted) {
    if (bytes.length - size < wanted) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + wanted));
    }
  }
}
