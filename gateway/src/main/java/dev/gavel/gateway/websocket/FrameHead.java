package dev.gavel.gateway.websocket;

import org.jspecify.annotations.Nullable;

/// The first bytes of a client's frame (RFC 6455 section 5.2), checked one by one.
final class FrameHead {
  private static final int FIN = 0x80;
  private static final int RESERVED = 0x70;
  private static final int OPCODE = 0x0F;
  private static final int CONTROL = 0x08;
  private static final int MASKED = 0x80;
  private static final int LENGTH_16 = 126;
  private static final int LENGTH_64 = 127;

  private int first = -1;
  private int second = -1;
  private long length;
  private int extendedRead;
  private int maskRead;
  private int maskUsed;
  private final byte[] mask = new byte[4];

  /// Takes one of the two fixed bytes.
  ///
  /// @param messageOpen whether a fragmented message waits for its continuation
  @Nullable Violation accept(int b, boolean messageOpen) {
    if (first < 0) {
      first = b;
      return firstViolation(messageOpen);
    }
    second = b;
    if ((b & MASKED) == 0) {
      return Violation.protocol("frame is not masked"); // section 5.1
    }
    int lengthCode = b & ~MASKED;
    if (control() && lengthCode > Frames.MAX_CONTROL_BYTES) {
      return Violation.protocol("control frame too long"); // section 5.5
    }
    length = lengthCode < LENGTH_16 ? lengthCode : 0;
    return null;
  }

  private @Nullable Violation firstViolation(boolean messageOpen) {
    if ((first & RESERVED) != 0) {
      return Violation.protocol("reserved bit");
    }
    if (control()) {
      if (opcode() > Frames.PONG) {
        return Violation.protocol("reserved opcode");
      }
      return last() ? null : Violation.protocol("fragmented control frame");
    }
    if (opcode() > Frames.BINARY) {
      return Violation.protocol("reserved opcode");
    }
    if (messageOpen != (opcode() == Frames.CONTINUATION)) { // section 5.4
      return Violation.protocol(messageOpen ? "message inside a message" : "nothing to continue");
    }
    return null;
  }

  boolean begun() {
    return first >= 0;
  }

  boolean complete() {
    return second >= 0;
  }

  int extendedBytes() {
    int code = second & ~MASKED;
    return code == LENGTH_16 ? 2 : code == LENGTH_64 ? 8 : 0;
  }

  /// True when the extended length is complete.
  boolean acceptLength(int b) {
    length = length << 8 | b;
    return ++extendedRead == extendedBytes();
  }

  @Nullable Violation lengthViolation() {
    if (length < 0) {
      return Violation.protocol("length above 2^63");
    }
    boolean minimal = extendedBytes() == 2 ? length >= LENGTH_16 : length > 0xFFFF;
    return minimal ? null : Violation.protocol("length not in the fewest bytes");
  }

  /// True when the masking key is complete.
  boolean acceptMask(int b) {
    mask[maskRead++] = (byte) b;
    return maskRead == mask.length;
  }

  void unmask(byte[] bytes, int from, int count) {
    for (int i = from; i < from + count; i++) {
      bytes[i] ^= mask[maskUsed++ & 3];
    }
  }

  boolean last() {
    return (first & FIN) != 0;
  }

  boolean control() {
    return (first & CONTROL) != 0;
  }

  int opcode() {
    return first & OPCODE;
  }

  long length() {
    return length;
  }

  void reset() {
    first = -1;
    second = -1;
    length = 0;
    extendedRead = 0;
    maskRead = 0;
    maskUsed = 0;
  }
}
