package dev.gavel.gateway.websocket;

import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.socket.PeerInfo;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.ProxyProtocolData;
import io.helidon.webserver.Router;
import io.helidon.webserver.ServerConnectionException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/// Helidon's view of a connection, with a clock on its reads.
final class WatchedContext implements ConnectionContext {
  private final ConnectionContext inner;
  private final RequestClock clock;
  private final DataReader reader = new DataReader(this::read);
  private volatile @Nullable UpgradedConnection upgraded;

  WatchedContext(ConnectionContext inner, RequestClock clock) {
    this.inner = inner;
    this.clock = clock;
  }

  // Helidon's reader takes null for the end of the stream.
  @SuppressWarnings("NullAway")
  private byte[] read() {
    clock.waitsForBytes();
    try {
      return inner.serverSocket().get();
    } catch (UncheckedIOException e) { // what Helidon's own reader makes of it
      throw new ServerConnectionException("the connection is broken", e);
    } finally {
      clock.bytesCame();
    }
  }

  RequestClock clock() {
    return clock;
  }

  Optional<UpgradedConnection> upgraded() {
    return Optional.ofNullable(upgraded);
  }

  void upgraded(UpgradedConnection connection) {
    upgraded = connection;
    clock.upgraded();
  }

  @Override
  public DataReader dataReader() {
    return reader;
  }

  @Override
  public ListenerContext listenerContext() {
    return inner.listenerContext();
  }

  @Override
  public ExecutorService executor() {
    return inner.executor();
  }

  @Override
  public DataWriter dataWriter() {
    return inner.dataWriter();
  }

  @Override
  public Router router() {
    return inner.router();
  }

  @Override
  public Optional<ProxyProtocolData> proxyProtocolData() {
    return inner.proxyProtocolData();
  }

  @Override
  public HelidonSocket serverSocket() {
    return inner.serverSocket();
  }

  @Override
  public PeerInfo remotePeer() {
    return inner.remotePeer();
  }

  @Override
  public PeerInfo localPeer() {
    return inner.localPeer();
  }

  @Override
  public boolean isSecure() {
    return inner.isSecure();
  }

  @Override
  public String socketId() {
    return inner.socketId();
  }

  @Override
  public String childSocketId() {
    return inner.childSocketId();
  }
}
