package dev.gavel.backends;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Asks a starting server whether it serves yet, by the command `ping` in an OP_MSG of MongoDB's
/// wire protocol.
final class MongoPing {
  private static final int TIMEOUT_MS = 500;

  /// Length, request id, the request answered, and the operation: four little-endian integers.
  private static final int HEADER_BYTES = 16;

  private static final int OP_MSG = 2013;
  private static final int REQUEST_ID = 1;

  private MongoPing() {}

  /// Whether the server at `port` of the loopback address answers now.
  static boolean answers(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(Ports.loopback(), port), TIMEOUT_MS);
      socket.setSoTimeout(TIMEOUT_MS);
      socket.getOutputStream().write(request());
      ByteBuffer header =
          ByteBuffer.wrap(socket.getInputStream().readNBytes(HEADER_BYTES))
              .order(ByteOrder.LITTLE_ENDIAN);
      return header.remaining() == HEADER_BYTES
          && header.getInt(8) == REQUEST_ID
          && header.getInt(12) == OP_MSG;
    } catch (IOException notYet) {
      return false;
    }
  }

  /// `{ping: 1, $db: "admin"}` as a section of kind 0, without flags.
  private static byte[] request() {
    byte[] elements = "\u0010ping\0\u0001\0\0\0\u0002$db\0\u0006\0\0\0admin\0\0".getBytes(UTF_8);
    int document = Integer.BYTES + elements.length;
    int message = HEADER_BYTES + Integer.BYTES + 1 + document;
    return ByteBuffer.allocate(message)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(message)
        .putInt(REQUEST_ID)
        .putInt(0)
        .putInt(OP_MSG)
        .putInt(0)
        .put((byte) 0)
        .putInt(document)
        .put(elements)
        .array();
  }
}
