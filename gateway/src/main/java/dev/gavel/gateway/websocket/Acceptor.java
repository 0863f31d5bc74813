package dev.gavel.gateway.websocket;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The listening socket: accepts connections, counts them, turns away what is too many, and ends
/// those whose deadline passed.
final class Acceptor implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Acceptor.class);

  /// How often the deadlines of [SocketLimits] are looked at.
  private static final Duration CHECK_PERIOD = Duration.ofMillis(500);

  /// Threads that read and write sockets; the rest of the processors decides what is sent.
  private static final int REACTORS =
      Math.clamp(Runtime.getRuntime().availableProcessors() / 2, 1, 8);

  private static final int BACKLOG = 1_024;
  private static final int SEND_BUFFER_BYTES = 64 * 1024;

  /// Connections that may be open only to be told that there are too many; beyond these the kernel
  /// keeps them waiting.
  private static final int TURN_AWAY_ROOM = 64;

  /// When the process has no file descriptors left, accepting is tried again after this.
  private static final Duration EXHAUSTED_PAUSE = Duration.ofMillis(100);

  /// How long the end of all connections is waited for, twice: then their threads are interrupted.
  private static final Duration STOP_PATIENCE = Duration.ofMillis(500);

  private final InetSocketAddress address;
  private final HttpSide http;
  private final SocketLimits limits;
  private final List<Reactor> reactors = new ArrayList<>();
  private final Semaphore room;
  private final Connections connections;
  private final ServerSocketChannel listening;
  private final Thread accepting = Thread.ofPlatform().name("accept").unstarted(this::acceptAll);
  private final Thread watching =
      Thread.ofPlatform().daemon().name("deadlines").unstarted(this::watch);
  private int next;

  Acceptor(
      InetSocketAddress address,
      HttpSide http,
      SocketLimits limits,
      Sending sending,
      SocketMeters meters) {
    this.address = address;
    this.http = http;
    this.limits = limits;
    this.connections = new Connections(limits, meters);
    this.room = new Semaphore(limits.maxConnections() + TURN_AWAY_ROOM);
    for (int i = 0; i < REACTORS; i++) {
      reactors.add(new Reactor(i, sending));
    }
    try {
      this.listening = ServerSocketChannel.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Binds; an address in use throws.
  void start() {
    try {
      listening.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      listening.bind(address, BACKLOG);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen at " + address, e);
    }
    reactors.forEach(Reactor::start);
    accepting.start();
    watching.start();
  }

  int port() {
    return listening.socket().getLocalPort();
  }

  private void acceptAll() {
    while (listening.isOpen()) {
      try {
        room.acquire();
        accept();
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /// Takes the next connection, or gives its place back.
  private void accept() throws InterruptedException {
    SocketChannel channel;
    try {
      channel = listening.accept();
    } catch (AsynchronousCloseException e) { // the end
      room.release();
      return;
    } catch (IOException e) {
      room.release();
      if (listening.isOpen()) {
        LOG.warn("a connection could not be accepted", e);
        Thread.sleep(EXHAUSTED_PAUSE);
      }
      return;
    }
    try {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.setOption(StandardSocketOptions.SO_SNDBUF, SEND_BUFFER_BYTES);
      serve(channel);
    } catch (IOException e) { // gone again already
      LOG.trace("a connection ended at once", e);
      room.release();
      close(channel);
    }
  }

  private void serve(SocketChannel channel) throws IOException {
    next = (next + 1) % reactors.size();
    TcpConnection connection =
        new TcpConnection(new ChannelSocket(channel), this, reactors.get(next));
    connections.add(connection);
    connection.start();
  }

  private static void close(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      LOG.trace("closing a channel", e);
    }
  }

  HttpSide http() {
    return http;
  }

  SocketLimits limits() {
    return limits;
  }

  /// False when it is one too many; [#leave] is to be called all the same.
  boolean enter(String host) {
    return connections.enter(host);
  }

  void leave(TcpConnection connection, String host) {
    connections.leave(connection, host);
    room.release();
  }

  private void watch() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        Thread.sleep(CHECK_PERIOD);
        connections.check(System.nanoTime());
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException bug) {
        LOG.error("deadlines were not looked at", bug);
      }
    }
  }

  /// Ends every connection and waits until each has been told.
  @Override
  public void close() {
    close(listening);
    // Wakes who waits for room. Not by an interrupt: a JDK that has just accepted a connection
    // forgets it then (ServerSocketChannelImpl.accept, JDK 25), open and owned by nobody.
    room.release();
    awaitAccepting();
    connections.end(STOP_PATIENCE);
    watching.interrupt();
    reactors.forEach(Reactor::close);
  }

  /// From here on no connection is added.
  private void awaitAccepting() {
    try {
      accepting.join(STOP_PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IllegalThreadStateException e) { // never started
      LOG.trace("nothing was accepted", e);
    }
  }

  private static void close(ServerSocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      LOG.debug("closing the listening socket", e);
    }
  }

  /// Waits until every request is answered, at most so long.
  void awaitRequests(Duration limit) throws InterruptedException {
    connections.awaitRequests(limit);
  }
}
