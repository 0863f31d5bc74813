package dev.gavel.gateway.websocket;

import io.helidon.http.Headers;
import io.helidon.http.Status;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1ConnectionListener;

/// Sees every request's head before Helidon acts on it, and every answer's.
final class RequestGate {
  private RequestGate() {}

  /// For requests: stops the head's clock.
  static Http1ConnectionListener requests() {
    return new Http1ConnectionListener() {
      @Override
      public void headers(ConnectionContext context, Headers headers) {
        if (context instanceof WatchedContext watched) {
          watched.clock().headRead();
        }
      }
    };
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
