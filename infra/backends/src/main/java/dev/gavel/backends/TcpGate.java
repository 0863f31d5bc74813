package dev.gavel.backends;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// A way to a server that can be shut (connections end, new ones end at once) or frozen (nothing
/// arrives, nothing is lost: what was sent arrives when it thaws). For tests.
public final class TcpGate implements AutoCloseable {
  private static final int CHUNK_BYTES = 16 * 1024;
  private static final int BACKLOG = 64;

  private final ServerSocket listening;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile @Nullable InetSocketAddress server;
  private volatile boolean shut;

  // Guarded by this.
  private boolean frozen;

  /// Leads nowhere yet: like one that is shut, see [#leadTo].
  public TcpGate() throws IOException {
    this.listening = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  /// @param server such as `redis://127.0.0.1:6379`
  public TcpGate(String server) throws IOException {
    this();
    URI uri = URI.create(server);
    leadTo(uri.getHost(), uri.getPort());
  }

  public void leadTo(String host, int port) {
    server = new InetSocketAddress(host, port);
  }

  public int port() {
    return listening.getLocalPort();
  }

  /// The server through this gate.
  ///
  /// @param scheme what the address begins with, such as `redis`
  public String uri(String scheme) {
    return scheme + "://127.0.0.1:" + port();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listening.accept();
        InetSocketAddress to = server;
        if (shut || to == null) {
          client.close();
        } else {
          join(client, to);
        }
      }
    } catch (IOException closed) {
      closeAll();
    }
  }

  private void join(Socket client, InetSocketAddress to) throws IOException {
    try {
      Socket behind = new Socket(to.getAddress(), to.getPort());
      open.add(client);
      open.add(behind);
      Thread.ofVirtual().start(() -> copy(client, behind));
      Thread.ofVirtual().start(() -> copy(behind, client));
    } catch (IOException nobody) {
      client.close();
    }
  }

  private void copy(Socket from, Socket to) {
    byte[] chunk = new byte[CHUNK_BYTES];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        awaitThaw();
        out.write(chunk, 0, read);
      }
    } catch (IOException cut) {
      // The other direction ends by the closing.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(from);
    }
  }

  private synchronized void awaitThaw() throws InterruptedException {
    while (frozen) {
      wait();
    }
  }

  /// Nothing gets through, and nobody is told.
  public synchronized void freeze() {
    frozen = true;
  }

  public synchronized void thaw() {
    frozen = false;
    notifyAll();
  }

  public void shut() {
    shut = true;
    closeAll();
  }

  public void reopen() {
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
    thaw();
    listening.close();
  }
}
