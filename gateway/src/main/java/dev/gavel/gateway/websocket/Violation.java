package dev.gavel.gateway.websocket;

/// What a client did wrong, and the Close frame it gets for it.
///
/// @param cause the word for [WebSocketListener#gone(String)]
record Violation(int closeCode, String cause, String reason) {

  static Violation protocol(String reason) {
    return new Violation(CloseCode.PROTOCOL_ERROR, "protocol violation", reason);
  }

  static Violation notUtf8() {
    return new Violation(CloseCode.NOT_UTF8, "protocol violation", "text is not UTF-8");
  }

  static Violation tooBig() {
    return new Violation(CloseCode.TOO_BIG, "too big", "message too big");
  }

  static Violation flood(String reason) {
    return new Violation(CloseCode.POLICY, "flood", reason);
  }
}
