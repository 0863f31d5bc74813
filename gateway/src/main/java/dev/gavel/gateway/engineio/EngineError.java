package dev.gavel.gateway.engineio;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

/// Why a request is refused; number and text are the reference server's.
enum EngineError {
  TRANSPORT_UNKNOWN(0, "Transport unknown"),
  SESSION_UNKNOWN(1, "Session ID unknown"),
  HANDSHAKE_METHOD(2, "Bad handshake method"),
  BAD_REQUEST(3, "Bad request"),
  FORBIDDEN(4, "Forbidden"),
  VERSION(5, "Unsupported protocol version");

  private final int code;
  private final String message;

  EngineError(int code, String message) {
    this.code = code;
    this.message = message;
  }

  int code() {
    return code;
  }

  String message() {
    return message;
  }

  HttpReply reply() {
    return HttpReply.json(this == FORBIDDEN ? 403 : 400, json(message));
  }

  /// The body that tells it, in other words.
  String json(String otherMessage) {
    char[] quoted = JsonStringEncoder.getInstance().quoteAsString(otherMessage);
    return "{\"code\":" + code + ",\"message\":\"" + new String(quoted) + "\"}";
  }
}
