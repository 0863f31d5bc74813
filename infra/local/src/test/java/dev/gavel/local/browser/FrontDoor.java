package dev.gavel.local.browser;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// One address in front of several gateways, as a load balancer would be: passes bytes to one port,
/// and can turn to another, cutting what is open without a word.
final class FrontDoor implements AutoCloseable {
  private final ServerSocket door = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile int port;

  FrontDoor(int port) throws IOException {
    this.port = port;
    Thread.ofVirtual().name("front door").start(this::accept);
  }

  String url() {
    return "http://127.0.0.1:" + door.getLocalPort();
  }

  /// From here on to another port; every open connection is reset.
  void turnTo(int other) {
    port = other;
    for (Socket socket : open) {
      reset(socket);
    }
  }

  private static void reset(Socket socket) {
    try {
      // No FIN, as from a machine that died.
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException gone) {
      // It is closed: that is all that was wanted.
    }
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        Socket client = door.accept();
        Thread.ofVirtual().start(() -> join(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void join(Socket client) {
    open.add(client);
    try (Socket gateway = new Socket(InetAddress.getLoopbackAddress(), port)) {
      open.add(gateway);
      Thread up = Thread.ofVirtual().start(() -> pass(client, gateway));
      pass(gateway, client);
      reset(client);
      up.join();
      open.remove(gateway);
    } catch (IOException gone) {
      reset(client);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(client);
    }
  }

  private static void pass(Socket from, Socket to) {
    byte[] bytes = new byte[8_192];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
        out.write(bytes, 0, read);
      }
      to.shutdownOutput();
    } catch (IOException cut) {
      reset(to);
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
    open.forEach(FrontDoor::reset);
  }
}
