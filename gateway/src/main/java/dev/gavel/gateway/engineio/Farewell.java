package dev.gavel.gateway.engineio;

import dev.gavel.gateway.websocket.WebSocketConnection;

/// How a session ends towards its client.
enum Farewell {
  /// After what is queued.
  FLUSH,
  /// At once, so that it comes back.
  NOW,
  /// Nobody seems to be there.
  SILENT,
  /// It broke a rule: nothing more is owed to it.
  BREACH,
  /// It sent more than was announced.
  TOO_BIG,
  /// It said goodbye itself.
  ANSWERED;

  // RFC 6455 section 7.4.1
  private static final int NORMAL_CODE = 1000;
  private static final int POLICY_CODE = 1008;
  private static final int TOO_BIG_CODE = 1009;

  /// Ends a session's WebSocket. A TCP connection that ends without a Close frame is noticed at
  /// once by every client, a Close frame is not.
  void say(WebSocketConnection connection, String cause) {
    switch (this) {
      case FLUSH, ANSWERED -> connection.close(NORMAL_CODE, cause);
      case NOW, SILENT -> connection.hardClose(cause);
      case BREACH -> connection.close(POLICY_CODE, cause);
      case TOO_BIG -> connection.close(TOO_BIG_CODE, cause);
    }
  }

  /// Whether a WebSocket that is about to take the session over may finish doing so, to hear what
  /// was left. A client that has stopped polling for it would wait for ever if it was cut off
  /// (engine.io-client pauses its polling without a timeout).
  boolean letsUpgrade() {
    return switch (this) {
      case FLUSH, NOW -> true;
      case SILENT, BREACH, TOO_BIG, ANSWERED -> false;
    };
  }

  /// Whether a poll that comes later still gets what was left for it.
  boolean leavesWords() {
    return switch (this) {
      case FLUSH, NOW, ANSWERED -> true;
      case SILENT, BREACH, TOO_BIG -> false;
    };
  }
}
