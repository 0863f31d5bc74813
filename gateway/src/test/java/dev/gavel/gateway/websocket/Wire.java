package dev.gavel.gateway.websocket;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.gavel.gateway.ring.Descriptors;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// A source with a real connection: what waits goes in at one end, and can be read at the other.
final class Wire implements Outlet.Source, AutoCloseable {
  private static final int BUFFER_BYTES = 16 * 1024;

  final Deque<String> waits = new ArrayDeque<>();
  final List<String> told = new ArrayList<>();
  boolean isSick;

  private final SocketChannel near;
  private final SocketChannel far;
  private final StringBuilder all = new StringBuilder();
  private ByteBuffer rest = ByteBuffer.allocate(0);
  private final ByteArrayOutputStream got = new ByteArrayOutputStream();
  private int unread;

  Wire() throws IOException {
    try (ServerSocketChannel listening = ServerSocketChannel.open()) {
      listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      far = SocketChannel.open();
      far.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER_BYTES);
      far.connect(listening.getLocalAddress());
      near = listening.accept();
    }
    near.setOption(StandardSocketOptions.SO_SNDBUF, BUFFER_BYTES);
    near.configureBlocking(false);
  }

  /// All that was ever taken from what waits.
  String all() {
    return all.toString();
  }

  /// What the socket has not taken yet.
  String rest() {
    return US_ASCII.decode(rest.duplicate()).toString();
  }

  /// All that has come at the far end, after everything that the socket took has.
  String read() throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    while (unread > 0) {
      int read = far.read(buffer.clear());
      unread -= read;
      got.write(buffer.array(), 0, read);
    }
    return got.toString(US_ASCII);
  }

  /// The far end ends with a reset.
  void reset() throws IOException {
    far.setOption(StandardSocketOptions.SO_LINGER, 0);
    far.close();
  }

  @Override
  public SocketChannel channel() {
    return near;
  }

  @Override
  public int descriptor() {
    return Descriptors.of(near).orElse(UNKNOWN);
  }

  @Override
  public ByteBuffer next(ByteBuffer scratch) {
    if (rest.hasRemaining()) {
      return rest;
    }
    String text = waits.isEmpty() ? "" : waits.poll();
    all.append(text);
    byte[] bytes = text.getBytes(US_ASCII);
    return bytes.length > scratch.capacity()
        ? ByteBuffer.wrap(bytes)
        : scratch.clear().put(bytes).flip();
  }

  @Override
  public void written(ByteBuffer batch, int bytes) {
    if (isSick) {
      throw new IllegalStateException("asked to");
    }
    unread += bytes;
    rest = ByteBuffer.wrap(US_ASCII.decode(batch).toString().getBytes(US_ASCII));
  }

  @Override
  public void broken() {
    told.add("broken");
  }

  @Override
  public void failed(RuntimeException bug) {
    told.add("failed");
  }

  @Override
  public void close() throws IOException {
    near.close();
    far.close();
  }
}
