package dev.gavel.gateway.websocket;

import io.helidon.webserver.http.HttpRouting;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// One listening port with WebSocket endpoints and HTTP routing. Several may live in one JVM.
public final class SocketServer implements AutoCloseable {
  private final HttpSide http;
  private final Acceptor acceptor;

  /// @param address where to listen; port 0 takes a free one
  /// @param endpoints WebSocket endpoints by exact path (a slash at the end makes no difference)
  /// @param http everything that is no upgrade
  /// @param limits what a connection may take
  /// @param sending how fan-out goes to the kernel
  /// @param meters where connections and frames are counted
  public SocketServer(
      InetSocketAddress address,
      Map<String, WebSocketEndpoint> endpoints,
      HttpRouting.Builder http,
      SocketLimits limits,
      Sending sending,
      MeterRegistry meters) {
    SocketMeters counts = new SocketMeters(meters);
    Map<String, WebSocketEndpoint> byPath = new HashMap<>();
    endpoints.forEach((path, endpoint) -> byPath.put(GatewayUpgrader.withoutSlash(path), endpoint));
    this.http = new HttpSide(http, new GatewayUpgrader(Map.copyOf(byPath), limits, counts));
    this.acceptor = new Acceptor(address, this.http, limits, sending, counts);
  }

  /// Sends together where that is allowed.
  public SocketServer(
      InetSocketAddress address,
      Map<String, WebSocketEndpoint> endpoints,
      HttpRouting.Builder http,
      SocketLimits limits,
      MeterRegistry meters) {
    this(address, endpoints, http, limits, Sending.TOGETHER, meters);
  }

  /// Binds and serves. An address in use throws.
  public SocketServer start() {
    http.start();
    acceptor.start();
    return this;
  }

  /// The port that is bound; only after [#start()].
  public int port() {
    return acceptor.port();
  }

  /// Waits until every HTTP request that has begun to come is answered, at most so long.
  public void awaitRequests(Duration limit) throws InterruptedException {
    acceptor.awaitRequests(limit);
  }

  /// Ends every connection (TCP close without a Close frame) and waits for the `gone` calls.
  public void stop() {
    acceptor.close();
    http.close();
  }

  @Override
  public void close() {
    stop();
  }
}
