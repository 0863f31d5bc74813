package dev.gavel.gateway.peer;

/// Who is behind a handshake, decided once by the [Door] and never by anything a client says later.
public sealed interface Identity {

  /// The session that ties tabs together; grants nothing (see gateway README, "Cookies").
  String sessionId();

  /// A verified token's subject.
  ///
  /// @param userId the token's `sub`
  /// @param role `bidder` or `staff`, from the token
  /// @param expiresAtMs when the token ends; the socket is closed then
  record Known(String userId, String role, String sessionId, long expiresAtMs)
      implements Identity {}

  /// Nobody in particular: may watch, may not bid.
  record Spectator(String sessionId) implements Identity {}

  /// Turned away with a reason that the client is told in its own protocol (CONNECT_ERROR, close).
  record Refused(String code, String message, String sessionId) implements Identity {}
}
