package dev.gavel.gateway.websocket;

import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.socket.PeerInfo;
import io.helidon.common.socket.SocketWriter;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.Router;
import io.helidon.webserver.ServerConnectionException;
import java.io.UncheckedIOException;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/// One connection as Helidon's HTTP sees it, with a clock on its reads.
final class WatchedContext implements ConnectionContext {
  private final ChannelSocket socket;
  private final HttpSide http;
  private final RequestClock clock;
  private final Reactor reactor;
  private final RequestStream requests;
  private final DataReader reader;
  private final DataWriter writer;
  private final TcpConnection connection;

  /// @param connection told of an upgrade
  /// @param reactor has the connection from an upgrade on
  WatchedContext(ChannelSocket socket, HttpSide http, TcpConnection connection, Reactor reactor) {
    this.socket = socket;
    this.http = http;
    this.connection = connection;
    this.clock = connection.newClock();
    this.reactor = reactor;
    this.requests = new RequestStream(this::read, connection.requestLimits());
    this.reader = new DataReader(requests::read);
    this.writer = new Http10Answers(SocketWriter.create(socket), requests::http10);
  }

  private byte @Nullable [] read() {
    clock.waitsForBytes();
    try {
      return socket.get();
    } catch (UncheckedIOException e) { // what Helidon's own reader makes of it
      throw new ServerConnectionException("the connection is broken", e);
    } finally {
      clock.bytesCame();
    }
  }

  RequestClock clock() {
    return clock;
  }

  /// Whether what the client is sending was answered already.
  boolean answerHasBegun() {
    return requests.inBody() && clock.answerHasBegun();
  }

  /// What came behind an upgrade's head.
  byte[] unread() {
    return requests.unread();
  }

  UpgradedConnection.Origin origin() {
    return new UpgradedConnection.Origin(socket.channel(), reactor, connection);
  }

  void upgraded(UpgradedConnection webSocket) {
    clock.upgraded();
    connection.upgraded(webSocket);
  }

  @Override
  public DataReader dataReader() {
    return reader;
  }

  @Override
  public ListenerContext listenerContext() {
    return http;
  }

  @Override
  public ExecutorService executor() {
    return http.executor();
  }

  @Override
  public DataWriter dataWriter() {
    return writer;
  }

  @Override
  public Router router() {
    return http.router();
  }

  @Override
  public ChannelSocket serverSocket() {
    return socket;
  }

  @Override
  public PeerInfo remotePeer() {
    return socket.remotePeer();
  }

  @Override
  public PeerInfo localPeer() {
    return socket.localPeer();
  }

  @Override
  public boolean isSecure() {
    return false;
  }

  @Override
  public String socketId() {
    return socket.socketId();
  }

  @Override
  public String childSocketId() {
    return socket.childSocketId();
  }
}
