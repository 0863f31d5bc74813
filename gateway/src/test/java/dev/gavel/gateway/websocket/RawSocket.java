package dev.gavel.gateway.websocket;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// A client that sends any bytes at all and reads what comes back, frame by frame.
final class RawSocket implements AutoCloseable {
  static final int PATIENCE_MS = 5_000;
  private static final byte[] MASK = {0x37, (byte) 0xFA, 0x21, 0x3D};

  private final Socket socket;
  private final InputStream in;

  RawSocket(int port) {
    try {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(PATIENCE_MS);
      in = socket.getInputStream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String upgradeRequest(String path, String... extraLines) {
    StringBuilder head = new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n");
    head.append("Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n");
    head.append("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
    for (String line : extraLines) {
      head.append(line).append("\r\n");
    }
    return head.append("\r\n").toString();
  }

  /// Opens a WebSocket and fails unless the answer is 101.
  static RawSocket webSocket(int port, String path, String... extraLines) {
    RawSocket client = new RawSocket(port);
    client.send(upgradeRequest(path, extraLines));
    String head = client.head();
    if (!head.startsWith("HTTP/1.1 101 ")) {
      throw new AssertionError("no upgrade: " + head);
    }
    return client;
  }

  void send(String ascii) {
    send(ascii.getBytes(StandardCharsets.ISO_8859_1));
  }

  void send(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
    } catch (SocketException _) {
      // the server has closed already: what was read before counts
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Bytes of a masked frame.
  ///
  /// @param first the first byte: FIN, reserved bits and opcode
  static byte[] frame(int first, byte[] payload) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(first);
    if (payload.length < 126) {
      out.write(0x80 | payload.length);
    } else if (payload.length <= 0xFFFF) {
      out.write(0x80 | 126);
      out.write(payload.length >> 8);
      out.write(payload.length);
    } else {
      out.write(0x80 | 127);
      for (int shift = 56; shift >= 0; shift -= 8) {
        out.write((int) ((long) payload.length >> shift));
      }
    }
    out.writeBytes(MASK);
    for (int i = 0; i < payload.length; i++) {
      out.write(payload[i] ^ MASK[i & 3]);
    }
    return out.toByteArray();
  }

  static byte[] text(String text) {
    return frame(0x81, text.getBytes(StandardCharsets.UTF_8));
  }

  /// An HTTP answer's head, without the empty line.
  String head() {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int b = read();
      if (b < 0) {
        return head + "<eof>";
      }
      head.append((char) b);
    }
    return head.toString();
  }

  /// Everything until the server closes.
  String rest() {
    StringBuilder rest = new StringBuilder();
    for (int b = read(); b >= 0; b = read()) {
      rest.append((char) b);
    }
    return rest.toString();
  }

  /// The next frame as words: `text hello`, `binary 0a0b`, `ping 00`, `pong 00`, `close 1002`,
  /// `close` without code, or `eof`.
  String next() {
    int first = read();
    if (first < 0) {
      return "eof";
    }
    int length = read();
    if (length >= 126) {
      int bytes = length == 126 ? 2 : 8;
      length = 0;
      for (int i = 0; i < bytes; i++) {
        length = (length << 8) | read();
      }
    }
    byte[] payload = new byte[length];
    for (int i = 0; i < length; i++) {
      payload[i] = (byte) read();
    }
    return words(first, payload);
  }

  private static String words(int first, byte[] payload) {
    String hex = HexFormat.of().formatHex(payload);
    return switch (first) {
      case 0x81 -> "text " + new String(payload, StandardCharsets.UTF_8);
      case 0x82 -> "binary " + hex;
      case 0x88 ->
          payload.length < 2
              ? "close"
              : "close " + (((payload[0] & 0xFF) << 8) | (payload[1] & 0xFF));
      case 0x89 -> "ping " + hex;
      case 0x8A -> "pong " + hex;
      default -> "frame 0x" + Integer.toHexString(first) + " " + hex;
    };
  }

  private int read() {
    try {
      return in.read();
    } catch (SocketTimeoutException e) {
      throw new AssertionError("nothing came for " + PATIENCE_MS + " ms", e);
    } catch (SocketException e) {
      return -1; // reset
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Socket socket() {
    return socket;
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
