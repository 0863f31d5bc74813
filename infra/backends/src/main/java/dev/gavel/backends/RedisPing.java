package dev.gavel.backends;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// Asks a starting Redis whether it serves yet, by the protocol's inline PING.
final class RedisPing {
  private static final int TIMEOUT_MS = 500;
  private static final int PAUSE_MS = 20;

  private RedisPing() {}

  /// Waits until Redis answers, its process ends, or the limit has passed.
  static boolean answers(Process process, int port, Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    try {
      while (System.nanoTime() < end) {
        if (process.waitFor(PAUSE_MS, TimeUnit.MILLISECONDS)) {
          return false;
        }
        if (pong(port)) {
          return true;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }

  private static boolean pong(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(Ports.loopback(), port), TIMEOUT_MS);
      socket.setSoTimeout(TIMEOUT_MS);
      socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
      // "-LOADING" while the append-only file is read.
      byte[] answer = socket.getInputStream().readNBytes(5);
      return new String(answer, StandardCharsets.US_ASCII).equals("+PONG");
    } catch (IOException notYet) {
      return false;
    }
  }
}
