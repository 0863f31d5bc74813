package dev.gavel.model;

import java.util.Arrays;

/// Compact JSON in UTF-8. Written by hand because every decision is written, and because the bytes
/// may never change with a library.
final class JsonText implements JsonOut {
  private static final int FIRST_BYTES = 768;
  private static final int MAX_BYTES_A_CHAR = 6;
  private static final int MAX_DIGITS = 20;
  private static final byte[] HEX = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };

  private byte[] bytes = new byte[FIRST_BYTES];
  private int size;
  private boolean comma;

  @Override
  public JsonText open() {
    room(2);
    separate();
    bytes[size++] = '{';
    comma = false;
    return this;
  }

  @Override
  public JsonText close() {
    return end('}');
  }

  @Override
  public JsonText openList() {
    room(2);
    separate();
    bytes[size++] = '[';
    comma = false;
    return this;
  }

  @Override
  public JsonText closeList() {
    return end(']');
  }

  private JsonText end(char bracket) {
    room(1);
    bytes[size++] = (byte) bracket;
    comma = true;
    return this;
  }

  @Override
  public JsonText name(String name) {
    room(name.length() + 4);
    separate();
    bytes[size++] = '"';
    ascii(name);
    bytes[size++] = '"';
    bytes[size++] = ':';
    comma = false;
    return this;
  }

  @Override
  public JsonText field(String name, boolean value) {
    name(name);
    room(5);
    ascii(value ? "true" : "false");
    comma = true;
    return this;
  }

  @Override
  public JsonText value(long value) {
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

  @Override
  public JsonText value(String value) {
    room(value.length() * MAX_BYTES_A_CHAR + 3);
    separate();
    bytes[size++] = '"';
    if (Ascii.plain(value)) {
      ascii(value);
    } else {
      mixed(value);
    }
    bytes[size++] = '"';
    comma = true;
    return this;
  }

  @Override
  public JsonText word(String name, String word) {
    assert Ascii.plain(word) : word;
    name(name);
    room(word.length() + 2);
    bytes[size++] = '"';
    ascii(word);
    bytes[size++] = '"';
    comma = true;
    return this;
  }

  @Override
  public JsonText place(String name, Place place) {
    name(name);
    room(2 * MAX_DIGITS + 3);
    bytes[size++] = '"';
    digits(place.partition());
    bytes[size++] = ':';
    digits(place.offset());
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

  private void digits(long value) {
    size = Ascii.digits(bytes, size, value);
  }

  private void mixed(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (Ascii.plain(c)) {
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
