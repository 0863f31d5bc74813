package dev.gavel.bids.work;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A way to a server that can be shut: connections end, new ones end at once.
final class TcpGate implements AutoCloseable {
  private final ServerSocket listening;
  private final URI server;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile boolean shut;

  /// @param server such as `redis://127.0.0.1:6379`
  TcpGate(String server) throws IOException {
    this.server = URI.create(server);
    this.listening = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  /// The server through this gate.
  String uri() {
    return server.getScheme() + "://127.0.0.1:" + listening.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listening.accept();
        if (shut) {
          client.close();
        } else {
          join(client);
        }
      }
    } catch (IOException closed) {
      closeAll();
    }
  }

  private void join(Socket client) throws IOException {
    Socket behind = new Socket(server.getHost(), server.getPort());
    open.add(client);
    open.add(behind);
    Thread.ofVirtual().start(() -> copy(client, behind));
    Thread.ofVirtual().start(() -> copy(behind, client));
  }

  private void copy(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException cut) {
      // The other direction ends by the closing.
    } finally {
      open.remove(from);
    }
  }

  void shut() {
    shut = true;
    closeAll();
  }

  void reopen() {
    shut = false;
  }

  private void closeAll() {
    for (Socket socket : open) {
      try {
        socket.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    open.clear();
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
