package dev.gavel.gateway.websocket;

import io.helidon.webserver.CloseConnectionException;

/// A request that is not HTTP as we read it, or beyond a limit. Passes through Helidon, which lets
/// this type through as it is; the connection then sends [#answer()], unless an answer has begun,
/// and ends: what follows on it cannot be told apart from the request (RFC 9112 section 6.3).
final class RequestRejectedException extends CloseConnectionException {
  private static final long serialVersionUID = 1;

  private final int status;
  private final String code;

  RequestRejectedException(int status, String code, String message) {
    super(message);
    this.status = status;
    this.code = code;
  }

  static RequestRejectedException malformed(String message) {
    return new RequestRejectedException(400, "REQUEST_MALFORMED", message);
  }

  int status() {
    return status;
  }

  HttpAnswer answer() {
    return HttpAnswer.json(status, code, String.valueOf(getMessage()));
  }
}
