package dev.gavel.local.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongBinaryOperator;

/// A gateway of a few lines that speaks the plain protocol, accepts every bid, and lies when told
/// to.
final class FakeGateway implements AutoCloseable {
  /// What one viewer is told.
  interface Lie {
    /// The messages that viewer number `viewer` gets instead of `fact`.
    List<String> tell(int viewer, long sequence, String fact);
  }

  private final ServerSocket server;
  private final List<Viewer> viewers = new CopyOnWriteArrayList<>();
  private final Lie lie;
  private final LongBinaryOperator delayMs;
  private long sequence = 1;

  private record Viewer(OutputStream out) {
    synchronized void tell(String text) throws IOException {
      byte[] body = text.getBytes(UTF_8);
      if (body.length < 126) {
        out.write(new byte[] {(byte) 0x81, (byte) body.length});
      } else {
        out.write(new byte[] {(byte) 0x81, 126, (byte) (body.length >> 8), (byte) body.length});
      }
      out.write(body);
      out.flush();
    }
  }

  /// @param delayMs how long an answer is held back, from the bid's number and 0
  FakeGateway(Lie lie, LongBinaryOperator delayMs) throws IOException {
    this.lie = lie;
    this.delayMs = delayMs;
    server = new ServerSocket(0, 500, InetAddress.getLoopbackAddress());
    begin(this::accept);
  }

  private interface Work {
    void run() throws IOException;
  }

  /// Ends with the socket that it reads.
  private static void begin(Work work) {
    Thread.ofVirtual()
        .start(() -> {
          try {
            work.run();
          } catch (IOException over) {
            // The run is over.
          }
        });
  }

  int port() {
    return server.getLocalPort();
  }

  private void accept() throws IOException {
    while (true) {
      Socket socket = server.accept();
      socket.setTcpNoDelay(true);
      begin(() -> serve(socket));
    }
  }

  private void serve(Socket socket) throws IOException {
    DataInputStream in = new DataInputStream(socket.getInputStream());
    Viewer viewer = new Viewer(new java.io.BufferedOutputStream(socket.getOutputStream(), 4096));
    int newlines = 0;
    while (newlines < 4) {
      int c = in.read();
      newlines = c == '\r' || c == '\n' ? newlines + 1 : 0;
    }
    viewer.out().write("HTTP/1.1 101 Switching Protocols\r\n\r\n".getBytes(UTF_8));
    viewer.tell("{\"event\":\"connected\",\"data\":{}}");
    while (true) {
      in.readUnsignedByte();
      int length = in.readUnsignedByte() & 0x7f;
      length = length == 126 ? in.readUnsignedShort() : length;
      in.readInt();
      request(viewer, new String(in.readNBytes(length), UTF_8));
    }
  }

  private void request(Viewer viewer, String text) throws IOException {
    Span span = new Span(text.getBytes(UTF_8), 0, text.getBytes(UTF_8).length);
    String id = span.text(Span.key("id"));
    if (text.contains("\"event\":\"join\"")) {
      synchronized (this) {
        viewer.tell(
            ack(id, "{\"sequence\":%d,\"standing\":{\"minimum\":100}}".formatted(sequence)));
        viewers.add(viewer);
      }
      return;
    }
    try {
      Thread.sleep(delayMs.applyAsLong(Long.parseLong(id), 0));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    viewer.tell(ack(id, "{\"status\":\"leading\"}"));
    broadcast();
  }

  private static String ack(String id, String data) {
    return "{\"event\":\"ack\",\"id\":\"" + id + "\",\"data\":" + data + "}";
  }

  private synchronized void broadcast() throws IOException {
    sequence++;
    String fact =
        "{\"event\":\"bid\",\"data\":{\"sequence\":%d,\"atMs\":%d,\"standing\":{\"minimum\":%d},\"receipt\":\"%064x\"}}"
            .formatted(sequence, System.currentTimeMillis(), 100 + sequence, sequence);
    for (int i = 0; i < viewers.size(); i++) {
      for (String told : lie.tell(i, sequence, fact)) {
        viewers.get(i).tell(told);
      }
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
