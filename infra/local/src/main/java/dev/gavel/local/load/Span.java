package dev.gavel.local.load;

import static java.nio.charset.StandardCharsets.UTF_8;

/// Part of a message, as bytes of a buffer that is used again: read it before going back.
///
/// Fields are found by their quoted name. A name inside a text cannot be mistaken for one: there
/// its quotes are escaped. This is a tenth of the cost of parsing, which is what a generator needs.
final class Span {
  static final int NOT_FOUND = -1;

  private final byte[] bytes;
  private final int from;
  private final int to;

  Span(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.from = from;
    this.to = to;
  }

  byte[] bytes() {
    return bytes;
  }

  int from() {
    return from;
  }

  /// Exclusive.
  int to() {
    return to;
  }

  /// `"name":` as bytes to look for.
  static byte[] key(String name) {
    return ('"' + name + "\":").getBytes(UTF_8);
  }

  /// Where the value of the first such field begins.
  int valueOf(byte[] key) {
    int end = to - key.length;
    for (int i = from; i <= end; i++) {
      if (bytes[i] == key[0] && matches(i, key)) {
        return i + key.length;
      }
    }
    return NOT_FOUND;
  }

  /// Where the value of the last such field begins; quick for a field near the end.
  int lastValueOf(byte[] key) {
    for (int i = to - key.length; i >= from; i--) {
      if (bytes[i] == key[0] && matches(i, key)) {
        return i + key.length;
      }
    }
    return NOT_FOUND;
  }

  private boolean matches(int at, byte[] key) {
    for (int k = 1; k < key.length; k++) {
      if (bytes[at + k] != key[k]) {
        return false;
      }
    }
    return true;
  }

  boolean startsWith(byte[] what) {
    return to - from >= what.length && bytes[from] == what[0] && matches(from, what);
  }

  /// The whole number in a field, with or without quotes.
  long number(byte[] key, long otherwise) {
    int at = valueOf(key);
    return at == NOT_FOUND ? otherwise : numberAt(at);
  }

  long numberAt(int at) {
    int i = at < to && bytes[at] == '"' ? at + 1 : at;
    long value = 0;
    while (i < to && bytes[i] >= '0' && bytes[i] <= '9') {
      value = value * 10 + (bytes[i++] - '0');
    }
    return value;
  }

  /// The text in a field; empty when it is not there. Escapes stay as they are.
  String text(byte[] key) {
    int at = valueOf(key);
    if (at == NOT_FOUND || at >= to || bytes[at] != '"') {
      return "";
    }
    int end = at + 1;
    while (end < to && bytes[end] != '"') {
      end++;
    }
    return new String(bytes, at + 1, end - at - 1, UTF_8);
  }

  /// FNV-1a of the text that begins at `at`: enough to see that two differ.
  long hashAt(int at) {
    long hash = 0xcbf29ce484222325L;
    for (int i = at + 1; i < to && bytes[i] != '"'; i++) {
      hash = (hash ^ bytes[i]) * 0x100000001b3L;
    }
    return hash;
  }

  @Override
  public String toString() {
    return new String(bytes, from, to - from, UTF_8);
  }
}
