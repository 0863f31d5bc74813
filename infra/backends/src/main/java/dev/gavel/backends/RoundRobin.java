package dev.gavel.backends;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// A load balancer without stickiness: every request of a connection goes to the next gateway that
/// takes connections. It ends each connection after one answer, so that there is no other one.
public final class RoundRobin implements AutoCloseable {
  private final ServerSocket door = new ServerSocket(0, 512, InetAddress.getLoopbackAddress());
  private final List<Integer> ports;
  private final AtomicInteger turn = new AtomicInteger();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  public RoundRobin(List<Integer> ports) throws IOException {
    this.ports = ports;
    Thread.ofVirtual().start(this::accept);
  }

  public int port() {
    return door.getLocalPort();
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        Socket client = door.accept();
        open.add(client);
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException _) {
        return; // closed
      }
    }
  }

  private void serve(Socket client) {
    try (client;
        Socket gateway = next()) {
      open.add(gateway);
      Thread up = Thread.ofVirtual().start(() -> copy(client, gateway));
      copy(gateway, client);
      client.close();
      up.join();
    } catch (IOException | InterruptedException _) {
      // the client sees its connection end, as with any load balancer
    } finally {
      open.remove(client);
    }
  }

  private Socket next() throws IOException {
    for (int tries = 0; tries < ports.size(); tries++) {
      int port = ports.get(Math.floorMod(turn.getAndIncrement(), ports.size()));
      Socket socket = new Socket();
      try {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
        return socket;
      } catch (IOException _) {
        socket.close(); // dead: the next one
      }
    }
    throw new IOException("no gateway is there");
  }

  private static void copy(Socket from, Socket to) {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      in.transferTo(out);
      to.shutdownOutput();
    } catch (IOException _) {
      // the other direction ends, too
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
