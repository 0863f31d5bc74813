package dev.gavel.backends;

import java.io.IOException;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLServerSocket;

/// Ends TLS on a loopback port in front of a server that speaks in the open, for tests.
final class TlsFront implements AutoCloseable {
  /// Connections that wait to be taken; the system refuses more.
  private static final int BACKLOG = 50;

  private final SSLServerSocket door;
  private final int behind;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  private TlsFront(SSLServerSocket door, int behind) {
    this.door = door;
    this.behind = behind;
  }

  /// @param behind port of the server, on loopback
  static TlsFront start(Certificates certificates, int behind) throws IOException {
    SSLServerSocket door =
        (SSLServerSocket)
            certificates
                .context()
                .getServerSocketFactory()
                .createServerSocket(0, BACKLOG, Ports.loopback());
    TlsFront front = new TlsFront(door, behind);
    Thread.ofVirtual().name("tls front").start(front::accept);
    return front;
  }

  private void accept() {
    try {
      while (true) {
        Socket outside = door.accept();
        open.add(outside);
        Thread.ofVirtual().name("tls in").start(() -> join(outside));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private void join(Socket outside) {
    try (outside;
        Socket inside = new Socket(Ports.loopback(), behind)) {
      open.add(inside);
      Thread back = Thread.ofVirtual().name("tls out").start(() -> pump(inside, outside));
      pump(outside, inside);
      back.join();
      open.remove(inside);
    } catch (IOException gone) {
      // One of the two went away, and so does the other.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(outside);
    }
  }

  /// Until one side ends, which ends both. The first read does the handshake.
  private static void pump(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException gone) {
      // As above.
    }
  }

  int port() {
    return door.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    door.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
