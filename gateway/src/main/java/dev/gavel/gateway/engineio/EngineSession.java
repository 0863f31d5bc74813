package dev.gavel.gateway.engineio;

import dev.gavel.gateway.peer.Handshake;
import dev.gavel.gateway.peer.Identity;
import java.util.Optional;

/// The sending side of one session. Thread-safe; every method queues and returns at once.
public interface EngineSession {

  /// The request that opened the session.
  Handshake handshake();

  Identity identity();

  /// Queues messages that stay together. False when there is no room or the session is over: they
  /// are lost, and the session is being closed.
  ///
  /// @param conflationKey when given, older waiting messages with the same key may be dropped under
  ///   pressure
  boolean send(Outgoing messages, Optional<String> conflationKey);

  /// Ends the session after what is queued: packet `1` to a poll, a Close frame on a WebSocket.
  void close(String cause);

  /// Ends the session now so that the client comes back by itself: packet `1` to a poll, on a
  /// WebSocket the end of TCP without a Close frame, which every client notices at once.
  void abort(String cause);
}
