package dev.gavel.backends;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/// Free ports of the loopback address. Bound and released: whoever uses one must be ready to try
/// again, because another process may take it in between.
public final class Ports {
  /// How often a start is tried with fresh ports before it fails.
  static final int MAX_TRIES = 5;

  private Ports() {}

  /// The address that everything here listens on.
  public static InetAddress loopback() {
    return InetAddress.ofLiteral("127.0.0.1");
  }

  /// A port that was free a moment ago.
  public static int free() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, loopback())) {
      return socket.getLocalPort();
    }
  }

  /// Whether `port` can be bound now on every address, as a gateway binds it.
  public static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(port));
      return true;
    } catch (IOException inUse) {
      return false;
    }
  }
}
