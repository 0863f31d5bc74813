package dev.gavel.gateway.engineio;

import java.nio.charset.StandardCharsets;

/// Takes the messages of a session's WebSocket.
final class SocketIntake {
  private final Session session;
  private final int maxBytes;

  SocketIntake(Session session, EngineLimits limits) {
    this.session = session;
    this.maxBytes = limits.maxPayloadBytes();
  }

  void text(String message) {
    if (tooBig(message)) {
      session.end("too big", Farewell.TOO_BIG);
    } else {
      session.receive(Incoming.ofText(message));
    }
  }

  void binary(byte[] message) {
    if (message.length > maxBytes) {
      session.end("too big", Farewell.TOO_BIG);
    } else {
      session.receive(new Incoming.Binary(message));
    }
  }

  /// Counts bytes, not characters, but only when it matters: one character is at most three bytes.
  private boolean tooBig(String message) {
    return 3L * message.length() > maxBytes
        && message.getBytes(StandardCharsets.UTF_8).length > maxBytes;
  }
}
