package dev.gavel.gateway.websocket;

import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// One listening port with WebSocket endpoints and HTTP routing. Several may live in one JVM.
public final class SocketServer implements AutoCloseable {
  /// How often the deadlines of [SocketLimits] are looked at.
  private static final Duration CHECK_PERIOD = Duration.ofMillis(500);

  /// Above the longest of our own deadlines, so that Helidon's rule never speaks first.
  private static final Duration NEVER_IDLE = Duration.ofHours(1);

  private static final int SEND_BUFFER_BYTES = 64 * 1024;
  private static final int MAX_HEAD_BYTES = 16 * 1024;

  /// Connections that may be open only to be told that there are too many.
  private static final int TURN_AWAY_ROOM = 64;

  private final WebServer server;

  /// @param address where to listen; port 0 takes a free one
  /// @param endpoints WebSocket endpoints by exact path (a slash at the end makes no difference)
  /// @param http everything that is no upgrade
  /// @param limits what a connection may take
  /// @param meters where connections and frames are counted
  public SocketServer(
      InetSocketAddress address,
      Map<String, WebSocketEndpoint> endpoints,
      HttpRouting.Builder http,
      SocketLimits limits,
      MeterRegistry meters) {
    SocketMeters counts = new SocketMeters(meters);
    Map<String, WebSocketEndpoint> byPath = new HashMap<>();
    endpoints.forEach((path, endpoint) -> byPath.put(GatewayUpgrader.withoutSlash(path), endpoint));
    Http1ConnectionSelector selector =
        Http1ConnectionSelector.builder()
            .config(httpConfig())
            .addUpgrader(new GatewayUpgrader(Map.copyOf(byPath), limits, counts))
            .build();
    this.server =
        WebServer.builder()
            .address(address.getAddress())
            .port(address.getPort())
            .shutdownHook(false)
            .featuresDiscoverServices(false)
            .protocolsDiscoverServices(false)
            .addConnectionSelector(new GuardedSelector(selector, limits, counts))
            .addRouting(http)
            .maxTcpConnections(limits.maxConnections() + TURN_AWAY_ROOM)
            .idleConnectionPeriod(CHECK_PERIOD)
            .idleConnectionTimeout(NEVER_IDLE)
            .connectionOptions(
                options -> options.tcpNoDelay(true).socketSendBufferSize(SEND_BUFFER_BYTES))
            .build();
  }

  private static Http1Config httpConfig() {
    return Http1Config.builder()
        .receiveLog(false)
        .sendLog(false)
        .maxHeadersSize(MAX_HEAD_BYTES)
        .addReceiveListener(RequestGate.requests())
        .addSendListener(RequestGate.answers())
        .build();
  }

  /// Binds and serves. An address in use throws.
  public SocketServer start() {
    server.start();
    return this;
  }

  /// The port that is bound; only after [#start()].
  public int port() {
    return server.port();
  }

  /// Ends every connection (TCP close without a Close frame) and waits for the `gone` calls.
  public void stop() {
    server.stop();
  }

  @Override
  public void close() {
    stop();
  }
}
