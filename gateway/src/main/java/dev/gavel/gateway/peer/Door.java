package dev.gavel.gateway.peer;

import java.util.List;

/// Asked before a connection exists, and again at each polling request. Pure apart from reading
/// keys.
public interface Door {

  /// What happens to a handshake.
  sealed interface Entry {
    /// Comes in. Bad credentials come in too, as [Identity.Refused]: their reason is told by
    /// protocol.
    ///
    /// @param setCookies complete Set-Cookie values for the first response (101 or polling)
    record Admitted(Identity identity, List<String> setCookies) implements Entry {}

    /// Answered by HTTP status alone, before anything else: a foreign Origin, too many connections.
    record TurnedAway(int status, String code, String message) implements Entry {}
  }

  /// Judges a handshake.
  Entry enter(Handshake handshake);

  /// Whether a later polling request with these cookies may continue a connection of `identity`.
  boolean continues(Identity identity, Handshake handshake);
}
