package dev.gavel.gateway.websocket;

import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.http.WritableHeaders;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1ConnectionListener;

/// Sees every request's head before Helidon acts on it, and every answer's.
final class RequestGate {
  private static final String WEBSOCKET = "websocket";

  private RequestGate() {}

  /// For requests: stops the head's clock, refuses what smuggles, and writes `Upgrade: WebSocket`
  /// the way Helidon looks it up.
  static Http1ConnectionListener requests() {
    return new Http1ConnectionListener() {
      @Override
      public void headers(ConnectionContext context, Headers headers) {
        if (context instanceof WatchedContext watched) {
          watched.clock().headRead();
        }
        // RFC 9112 section 6.1: both lengths may be an attack; which one holds is nobody's guess
        if (headers.contains(HeaderNames.TRANSFER_ENCODING)
            && headers.contains(HeaderNames.CONTENT_LENGTH)) {
          throw RequestException.builder()
              .type(DirectHandler.EventType.BAD_REQUEST)
              .status(Status.BAD_REQUEST_400)
              .setKeepAlive(false)
              .message("Content-Length and Transfer-Encoding")
              .build();
        }
        normaliseUpgrade(headers);
      }
    };
  }

  /// The token is case-insensitive (RFC 6455 section 4.2.1), Helidon's lookup is not. The headers
  /// it passes here are those that it looks into next.
  private static void normaliseUpgrade(Headers headers) {
    if (headers instanceof WritableHeaders<?> writable
        && headers.contains(HeaderNames.UPGRADE)
        && WEBSOCKET.equalsIgnoreCase(headers.get(HeaderNames.UPGRADE).get().strip())) {
      writable.set(HeaderNames.UPGRADE, WEBSOCKET);
    }
  }

  /// For answers: from here on the client may take its time until the next request.
  static Http1ConnectionListener answers() {
    return new Http1ConnectionListener() {
      @Override
      public void status(ConnectionContext context, Status status) {
        if (context instanceof WatchedContext watched) {
          watched.clock().answerBegun();
        }
      }
    };
  }
}
