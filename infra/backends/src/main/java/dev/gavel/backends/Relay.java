package dev.gavel.backends;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A loopback port that leads to another one, until it is cut: a server that is away, for whoever
/// reaches it by this port.
public final class Relay implements AutoCloseable {
  private final ServerSocket server;
  private volatile int target;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile boolean cut;

  public Relay(int target) throws IOException {
    this.target = target;
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  public int port() {
    return server.getLocalPort();
  }

  /// Ends every connection, and each new one at once.
  public void cut() throws IOException {
    cut = true;
    for (Socket socket : open) {
      socket.close();
    }
    open.clear();
  }

  public void heal() {
    cut = false;
  }

  /// Leads elsewhere from now on.
  public void heal(int otherTarget) {
    target = otherTarget;
    heal();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket from = server.accept();
        if (cut) {
          from.close();
          continue;
        }
        Socket to = new Socket(InetAddress.getLoopbackAddress(), target);
        open.add(from);
        open.add(to);
        Thread.ofVirtual().start(() -> pump(from, to));
        Thread.ofVirtual().start(() -> pump(to, from));
      } catch (IOException closed) {
        // The next one, or the end.
      }
    }
  }

  private static void pump(Socket from, Socket to) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[8192];
      for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
        out.write(buffer, 0, n);
        out.flush();
      }
    } catch (IOException cutOff) {
      // Both sides are closed now.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    cut();
  }
}
