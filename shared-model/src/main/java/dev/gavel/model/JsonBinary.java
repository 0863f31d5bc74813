package dev.gavel.model;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/// What receipts are made over (README: "Receipts"): JSON's fields as CBOR (RFC 8949), a third of
/// the bytes and of the time. Different JSON gives different bytes: everything says its kind and
/// its length or end, and numbers have one form.
final class JsonBinary implements JsonOut {

  // RFC 8949 section 3: the kind stands in the first byte's upper three bits.
  private static final int NUMBER = 0;
  private static final int NEGATIVE = 1 << 5;
  private static final int UTF_16 = 2 << 5;
  private static final int TEXT = 3 << 5;
  private static final int OPEN_LIST = 0x9f;
  private static final int OPEN = 0xbf;
  private static final int FALSE = 0xf4;
  private static final int TRUE = 0xf5;
  private static final int END = 0xff;
  private static final int IN_FIRST_BYTE = 24;
  private static final int MAX_HEAD_BYTES = 9;

  private static final VarHandle SHORT = bytes(short[].class);
  private static final VarHandle INT = bytes(int[].class);
  private static final VarHandle LONG = bytes(long[].class);
  private static final int FIRST_BYTES = 1024;

  private byte[] bytes = new byte[FIRST_BYTES];
  private int size;

  private static VarHandle bytes(Class<?> numbers) {
    return MethodHandles.byteArrayViewVarHandle(numbers, ByteOrder.BIG_ENDIAN);
  }

  @Override
  public JsonBinary open() {
    return octet(OPEN);
  }

  @Override
  public JsonBinary close() {
    return octet(END);
  }

  @Override
  public JsonBinary openList() {
    return octet(OPEN_LIST);
  }

  @Override
  public JsonBinary closeList() {
    return octet(END);
  }

  @Override
  public JsonBinary name(String name) {
    int octet = NumberedNames.octet(name);
    return octet < 0 ? value(name) : octet(octet);
  }

  @Override
  public JsonBinary value(long value) {
    return value < 0 ? head(NEGATIVE, ~value) : head(NUMBER, value);
  }

  @Override
  public JsonBinary value(String value) {
    if (Ascii.only(value)) {
      return ascii(value);
    }
    return StandardCharsets.UTF_8.newEncoder().canEncode(value)
        ? text(value.getBytes(StandardCharsets.UTF_8))
        : utf16(value);
  }

  @Override
  public JsonBinary field(String name, boolean value) {
    return name(name).octet(value ? TRUE : FALSE);
  }

  @Override
  public JsonBinary word(String name, String word) {
    assert Ascii.plain(word) : word;
    return name(name).ascii(word);
  }

  @Override
  public JsonBinary place(String name, Place place) {
    int length = Ascii.length(place.partition()) + 1 + Ascii.length(place.offset());
    name(name).head(TEXT, length).room(length);
    size = Ascii.digits(bytes, size, place.partition());
    bytes[size++] = ':';
    size = Ascii.digits(bytes, size, place.offset());
    return this;
  }

  /// A byte string, from hex digits in lower case: half the bytes of the text.
  JsonBinary hex(String name, String digits) {
    byte[] some = HexFormat.of().parseHex(digits);
    return name(name).head(UTF_16, some.length).raw(some);
  }

  /// Bytes as they are.
  JsonBinary raw(byte[] some) {
    room(some.length);
    System.arraycopy(some, 0, bytes, size, some.length);
    size += some.length;
    return this;
  }

  /// Four bytes, big-endian.
  JsonBinary raw(int number) {
    room(Integer.BYTES);
    INT.set(bytes, size, number);
    size += Integer.BYTES;
    return this;
  }

  /// Eight bytes, big-endian.
  JsonBinary raw(long number) {
    room(Long.BYTES);
    LONG.set(bytes, size, number);
    size += Long.BYTES;
    return this;
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  /// Begins anew, in the same memory.
  JsonBinary clear() {
    size = 0;
    return this;
  }

  /// Puts the digest of all that was written into `to`.
  void digest(MessageDigest digest, byte[] to) {
    digest.update(bytes, 0, size);
    try {
      digest.digest(to, 0, to.length);
    } catch (DigestException e) {
      throw new IllegalArgumentException("no room for the digest", e);
    }
  }

  private JsonBinary octet(int octet) {
    room(1);
    bytes[size++] = (byte) octet;
    return this;
  }

  /// A kind and a number, or a length, in as few bytes as hold it (RFC 8949 section 4.2.1).
  private JsonBinary head(int kind, long number) {
    return number < IN_FIRST_BYTE ? octet(kind | (int) number) : longHead(kind, number);
  }

  private JsonBinary longHead(int kind, long number) {
    room(MAX_HEAD_BYTES);
    if (number < 1 << Byte.SIZE) {
      bytes[size++] = (byte) (kind | IN_FIRST_BYTE);
      bytes[size++] = (byte) number;
    } else if (number < 1 << Short.SIZE) {
      bytes[size++] = (byte) (kind | (IN_FIRST_BYTE + 1));
      SHORT.set(bytes, size, (short) number);
      size += Short.BYTES;
    } else if (number < 1L << Integer.SIZE) {
      bytes[size++] = (byte) (kind | (IN_FIRST_BYTE + 2));
      INT.set(bytes, size, (int) number);
      size += Integer.BYTES;
    } else {
      bytes[size++] = (byte) (kind | (IN_FIRST_BYTE + 3));
      LONG.set(bytes, size, number);
      size += Long.BYTES;
    }
    return this;
  }

  // Deprecated for keeping only the low bytes: which is what ASCII wants, at a copy's speed.
  @SuppressWarnings("deprecation")
  private JsonBinary ascii(String text) {
    int length = text.length();
    head(TEXT, length).room(length);
    text.getBytes(0, length, bytes, size);
    size += length;
    return this;
  }

  private JsonBinary text(byte[] utf8) {
    return head(TEXT, utf8.length).raw(utf8);
  }

  /// Half a surrogate pair has no UTF-8 form (RFC 3629 section 3): such a text stands as bytes.
  private JsonBinary utf16(String text) {
    head(UTF_16, 2L * text.length()).room(2 * text.length());
    for (int i = 0; i < text.length(); i++) {
      SHORT.set(bytes, size, (short) text.charAt(i));
      size += Short.BYTES;
    }
    return this;
  }

  private void room(int wanted) {
    if (bytes.length - size < wanted) {
      grow(wanted);
    }
  }

  private void grow(int wanted) {
    bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + wanted));
  }
}
