package dev.gavel.gateway.websocket;

import dev.gavel.gateway.peer.Handshake;

/// What lives behind a path that can be upgraded.
@FunctionalInterface
public interface WebSocketEndpoint {

  /// Judges an upgrade request that is right by RFC 6455. Called on the connection's own thread;
  /// must not throw.
  Admission accept(Handshake handshake);
}
