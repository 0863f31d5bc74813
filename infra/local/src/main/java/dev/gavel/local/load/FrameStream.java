package dev.gavel.local.load;

/// Frames from a server (RFC 6455 section 5.2), whole in a buffer or not yet.
final class FrameStream {
  private static final int FIN = 0x80;
  private static final int TEXT = 0x1;
  private static final int CLOSE = 0x8;
  private static final int PING = 0x9;

  /// Takes what is in frames.
  interface Taker {
    void text(Span message);

    void ping(Span body);

    /// The server says goodbye.
    ///
    /// @param code 1005 when none was given (section 7.1.5)
    void close(int code);
  }

  /// A server that breaks the protocol.
  static final class Broken extends RuntimeException {
    private static final long serialVersionUID = 1;

    Broken(String what) {
      super(what);
    }
  }

  private FrameStream() {}

  /// Reads every whole frame.
  ///
  /// @return where the first frame that is not whole begins
  static int read(Span in, Taker taker) {
    int at = in.from();
    while (in.to() - at >= 2) {
      int head = head(in, at);
      if (head < 0 || in.to() - at < head) {
        return at;
      }
      long length = length(in, at);
      if (length > in.to() - at - head) {
        return at;
      }
      int body = at + head;
      at = body + (int) length;
      take(in.bytes()[body - head] & 0xff, new Span(in.bytes(), body, at), taker);
    }
    return at;
  }

  private static int head(Span in, int at) {
    int second = in.bytes()[at + 1] & 0xff;
    if (second > 127) {
      throw new Broken("a masked frame from a server");
    }
    return switch (second) {
      case 126 -> 4;
      case 127 -> 10;
      default -> 2;
    };
  }

  private static long length(Span in, int at) {
    int second = in.bytes()[at + 1] & 0x7f;
    int bytes = second == 126 ? 2 : second == 127 ? 8 : 0;
    if (bytes == 0) {
      return second;
    }
    long length = 0;
    for (int i = 0; i < bytes; i++) {
      length = length << 8 | (in.bytes()[at + 2 + i] & 0xff);
    }
    return length;
  }

  private static void take(int first, Span body, Taker taker) {
    switch (first) {
      case FIN | TEXT -> taker.text(body);
      case FIN | PING -> taker.ping(body);
      case FIN | CLOSE -> taker.close(closeCode(body));
      default -> throw new Broken("frame 0x" + Integer.toHexString(first));
    }
  }

  private static int closeCode(Span body) {
    if (body.to() - body.from() < 2) {
      return 1005;
    }
    return (body.bytes()[body.from()] & 0xff) << 8 | (body.bytes()[body.from() + 1] & 0xff);
  }

  /// A frame from a client. Its mask is all zeros: masking protects proxies from scripts (section
  /// 10.3), and on loopback there is neither.
  static byte[] frame(int opcode, byte[] body) {
    byte[] frame = empty(opcode, body.length);
    System.arraycopy(body, 0, frame, frame.length - body.length, body.length);
    return frame;
  }

  private static byte[] empty(int opcode, int length) {
    byte[] frame = new byte[(length < 126 ? 6 : 8) + length];
    frame[0] = (byte) (FIN | opcode);
    if (length < 126) {
      frame[1] = (byte) (0x80 | length);
    } else if (length < 65_536) {
      frame[1] = (byte) (0x80 | 126);
      frame[2] = (byte) (length >> 8);
      frame[3] = (byte) length;
    } else {
      throw new IllegalArgumentException("too long to send: " + length);
    }
    return frame;
  }

  /// A frame for a text of so many bytes, which are still to be written to its end.
  static byte[] textOf(int length) {
    return empty(TEXT, length);
  }

  static byte[] text(byte[] text) {
    return frame(TEXT, text);
  }

  static byte[] pong(byte[] body) {
    return frame(0xA, body);
  }
}
