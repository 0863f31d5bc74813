package dev.gavel.gateway.sessions;

import dev.gavel.model.Names;
import java.util.Map;
import java.util.Optional;

/// Somebody logged out.
///
/// @param session whose connections end
/// @param user of these, only this user's; empty ends all of the session
/// @param tokenId the token that is taken back; empty when only connections end
/// @param untilMs the token's own end: nothing needs to be remembered longer
/// @param atMs when it was, by the clock of the gateway that was told
public record Logout(
    String session, Optional<String> user, Optional<String> tokenId, long untilMs, long atMs) {

  Map<String, String> fields() {
    return Map.of(
        "session", session,
        "user", user.orElse(""),
        "token", tokenId.orElse(""),
        "until", Long.toString(untilMs),
        "at", Long.toString(atMs));
  }

  /// Empty when the fields are not what [#fields()] writes.
  static Optional<Logout> of(Map<String, String> fields) {
    try {
      return Optional.of(
          new Logout(
              fields.getOrDefault("session", ""),
              text(fields, "user"),
              text(fields, "token"),
              Long.parseLong(fields.getOrDefault("until", "")),
              Long.parseLong(fields.getOrDefault("at", ""))));
    } catch (NumberFormatException unreadable) {
      return Optional.empty();
    }
  }

  private static Optional<String> text(Map<String, String> fields, String name) {
    return Optional.ofNullable(fields.get(name)).filter(Names::isId);
  }
}
