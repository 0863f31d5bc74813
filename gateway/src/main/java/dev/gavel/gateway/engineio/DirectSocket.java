package dev.gavel.gateway.engineio;

import dev.gavel.gateway.peer.Handshake;
import dev.gavel.gateway.peer.Identity;
import dev.gavel.gateway.websocket.WebSocketConnection;
import dev.gavel.gateway.websocket.WebSocketListener;
import org.jspecify.annotations.Nullable;

/// A WebSocket that opens a session of its own.
final class DirectSocket implements WebSocketListener {
  private final Sessions sessions;
  private final Handshake handshake;
  private final Identity identity;
  private @Nullable Session session;
  private @Nullable SocketIntake intake;

  DirectSocket(Sessions sessions, Handshake handshake, Identity identity) {
    this.sessions = sessions;
    this.handshake = handshake;
    this.identity = identity;
  }

  @Override
  public void opened(WebSocketConnection connection) {
    session = sessions.openSocket(handshake, identity, connection);
    intake = new SocketIntake(session, sessions.limits());
  }

  @Override
  public void text(String message) {
    if (intake != null) {
      intake.text(message);
    }
  }

  @Override
  public void binary(byte[] message) {
    if (intake != null) {
      intake.binary(message);
    }
  }

  @Override
  public void gone(String cause) {
    if (session != null) {
      session.socketGone(cause);
    }
  }
}
