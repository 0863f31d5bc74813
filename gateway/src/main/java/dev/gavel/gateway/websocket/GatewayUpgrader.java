package dev.gavel.gateway.websocket;

import dev.gavel.gateway.peer.Handshake;
import io.helidon.common.buffers.BufferData;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.http.HttpPrologue;
import io.helidon.http.Method;
import io.helidon.http.WritableHeaders;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.websocket.WsConfig;
import io.helidon.webserver.websocket.WsUpgrader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The opening handshake (RFC 6455 section 4.2). Hands an accepted connection to our own
/// [UpgradedConnection]; Helidon's WebSocket connection is never made.
final class GatewayUpgrader extends WsUpgrader {
  private static final Logger LOG = LoggerFactory.getLogger(GatewayUpgrader.class);
  private static final int KEY_BYTES = 16;

  private final Map<String, WebSocketEndpoint> endpoints;
  private final SocketLimits limits;
  private final SocketMeters meters;

  GatewayUpgrader(
      Map<String, WebSocketEndpoint> endpoints, SocketLimits limits, SocketMeters meters) {
    super(WsConfig.create());
    this.endpoints = endpoints;
    this.limits = limits;
    this.meters = meters;
  }

  /// Helidon takes null for "no upgrade: let HTTP routing answer", which is right for unknown
  /// paths.
  @Override
  @SuppressWarnings("NullAway")
  public @Nullable ServerConnection upgrade(
      ConnectionContext context, HttpPrologue prologue, WritableHeaders<?> headers) {
    WebSocketEndpoint endpoint = endpoints.get(withoutSlash(prologue.uriPath().path()));
    if (endpoint == null) {
      return null;
    }
    Optional<HttpAnswer> refusal = refusal(prologue, headers);
    if (refusal.isPresent()) {
      return refused(context, refusal.get());
    }
    Handshake handshake = Handshakes.of(prologue, headers, context.remotePeer().host());
    return switch (judge(endpoint, handshake)) {
      case Admission.Refused(int status, String code, String message) ->
          refused(context, HttpAnswer.json(status, code, message));
      case Admission.Accepted(WebSocketListener listener, List<String> cookies) -> {
        meters.handshake("accepted");
        WatchedContext watched = (WatchedContext) context; // made by our own acceptor
        UpgradedConnection upgraded =
            new UpgradedConnection(watched.origin(), handshake, listener, limits, meters);
        byte[] switching = switching(hash(context, headers.get(WS_KEY).get()), cookies);
        yield new Handover(watched, switching, upgraded);
      }
    };
  }

  static String withoutSlash(String path) {
    return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  private static Admission judge(WebSocketEndpoint endpoint, Handshake handshake) {
    try {
      return endpoint.accept(handshake);
    } catch (RuntimeException e) { // a bug of ours; the client learns nothing of it
      LOG.error("an endpoint failed to judge a handshake", e);
      return new Admission.Refused(500, "INTERNAL", "internal error");
    }
  }

  private static Optional<HttpAnswer> refusal(HttpPrologue prologue, WritableHeaders<?> headers) {
    if (!prologue.method().equals(Method.GET)) {
      return Optional.of(HttpAnswer.json(405, "METHOD", "an upgrade is a GET", "Allow: GET"));
    }
    if (!headers.all(WS_VERSION, List::of).equals(List.of(SUPPORTED_VERSION))) {
      return Optional.of(
          HttpAnswer.json(
              426, "VERSION", "version 13 is spoken here", "Sec-WebSocket-Version: 13"));
    }
    List<String> keys = headers.all(WS_KEY, List::of);
    return keys.size() == 1 && validKey(keys.getFirst())
        ? Optional.empty()
        : Optional.of(HttpAnswer.json(400, "KEY", "Sec-WebSocket-Key is not 16 bytes in base64"));
  }

  private static boolean validKey(String key) {
    try {
      return Base64.getDecoder().decode(key).length == KEY_BYTES;
    } catch (IllegalArgumentException e) { // a client's mistake, not ours
      return false;
    }
  }

  private static byte[] switching(String accept, List<String> cookies) {
    StringBuilder head = new StringBuilder(SWITCHING_PROTOCOL_PREFIX).append(accept);
    cookies.forEach(cookie -> head.append("\r\nSet-Cookie: ").append(cookie));
    return head.append(SWITCHING_PROTOCOLS_SUFFIX).toString().getBytes(StandardCharsets.UTF_8);
  }

  private ServerConnection refused(ConnectionContext context, HttpAnswer answer) {
    meters.handshake(String.valueOf(answer.status()));
    return new RefusedConnection(context, answer);
  }

  /// Writes the 101 and is over as far as HTTP is concerned: the socket lives on.
  private static final class Handover implements ServerConnection {
    private final WatchedContext context;
    private final byte[] switching;
    private final UpgradedConnection upgraded;

    Handover(WatchedContext context, byte[] switching, UpgradedConnection upgraded) {
      this.context = context;
      this.switching = switching;
      this.upgraded = upgraded;
    }

    @Override
    public void handle(Limit limit) {
      context.upgraded(upgraded);
      try {
        context.dataWriter().writeNow(BufferData.create(switching));
      } catch (RuntimeException e) { // the client is gone again
        LOG.trace("no 101", e);
        upgraded.stillborn();
        return;
      }
      upgraded.begin(context.unread());
    }

    @Override
    public Duration idleTime() {
      return Duration.ZERO;
    }

    @Override
    public void close(boolean interrupt) {
      upgraded.hardClose("stopped");
    }
  }

  /// Writes the refusal and is over, which closes the connection.
  private record RefusedConnection(ConnectionContext context, HttpAnswer answer)
      implements ServerConnection {
    @Override
    public void handle(Limit limit) {
      answer.writeTo(context);
    }

    @Override
    public Duration idleTime() {
      return Duration.ZERO;
    }

    @Override
    public void close(boolean interrupt) {
      context.serverSocket().close();
    }
  }
}
