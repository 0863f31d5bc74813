package dev.gavel.gateway.websocket;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// Encodes a server's frames: final, unmasked, length in the fewest bytes (RFC 6455 section 5.2).
public final class Frames {
  static final int CONTINUATION = 0x0;
  static final int TEXT = 0x1;
  static final int BINARY = 0x2;
  static final int CLOSE = 0x8;
  static final int PING = 0x9;
  static final int PONG = 0xA;
  static final int MAX_CONTROL_BYTES = 125;

  private static final int FIN = 0x80;
  private static final int MAX_16_BIT = 0xFFFF;

  private Frames() {}

  /// A text message in one frame.
  public static byte[] text(String message) {
    return frame(TEXT, message.getBytes(StandardCharsets.UTF_8));
  }

  /// A binary message in one frame.
  public static byte[] binary(byte[] message) {
    return frame(BINARY, message);
  }

  /// Encoded frames one behind the other.
  public static byte[] together(List<byte[]> frames) {
    int bytes = 0;
    for (byte[] each : frames) {
      bytes = Math.addExact(bytes, each.length);
    }
    byte[] all = new byte[bytes];
    int at = 0;
    for (byte[] each : frames) {
      System.arraycopy(each, 0, all, at, each.length);
      at += each.length;
    }
    return all;
  }

  /// A Close frame; a reason that does not fit is cut between characters (RFC 6455 section 5.5.1).
  static byte[] close(int code, String reason) {
    byte[] text = reason.getBytes(StandardCharsets.UTF_8);
    int length = Math.min(text.length, MAX_CONTROL_BYTES - 2);
    while (length < text.length && length > 0 && (text[length] & 0xC0) == 0x80) {
      length--;
    }
    byte[] payload = new byte[2 + length];
    payload[0] = (byte) (code >> 8);
    payload[1] = (byte) code;
    System.arraycopy(text, 0, payload, 2, length);
    return frame(CLOSE, payload);
  }

  static byte[] frame(int opcode, byte[] payload) {
    int length = payload.length;
    int head = length <= MAX_CONTROL_BYTES ? 2 : length <= MAX_16_BIT ? 4 : 10;
    byte[] frame = new byte[head + length];
    frame[0] = (byte) (FIN | opcode);
    if (head == 2) {
      frame[1] = (byte) length;
    } else {
      frame[1] = (byte) (head == 4 ? 126 : 127);
      for (int i = head - 1, rest = length; i >= 2; i--, rest >>>= 8) {
        frame[i] = (byte) rest;
      }
    }
    System.arraycopy(payload, 0, frame, head, length);
    return frame;
  }
}
