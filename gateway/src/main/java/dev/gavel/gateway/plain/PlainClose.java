package dev.gavel.gateway.plain;

import java.util.Locale;

/// Why the server ends a connection. 4400 to 4499 ask the client not to come back before something
/// changed; 4500 to 4599 ask it to come back by itself. The reason of the Close frame names the
/// cause as a code.
enum PlainClose {
  /// Frame after frame that cannot be read.
  UNREADABLE(4400),
  /// No good credentials, or no longer.
  CREDENTIALS(4401),
  /// Good credentials that do not reach this far.
  FORBIDDEN(4403),
  /// What was asked for at the handshake is not there.
  NOT_FOUND(4404),
  /// Sent away.
  KICKED(4409),
  /// A bug of ours, or a reason without a code of its own.
  COME_BACK(4500),
  /// The token's time is over: come back with a fresh one.
  TOKEN_OVER(4501),
  /// This gateway stops.
  DRAINING(4503),
  /// Does not read what it is sent.
  SLOW(4508),
  /// Too many connections or frames.
  TOO_MANY(4529);

  private final int code;

  PlainClose(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  /// For the end of a connection whose client is to come back.
  static PlainClose transport(String reason) {
    return switch (reason.toUpperCase(Locale.ROOT)) {
      case "TOKEN_EXPIRED", "TOKEN_REVOKED" -> TOKEN_OVER;
      case "DRAINING" -> DRAINING;
      case "SLOW" -> SLOW;
      case "TOO_MANY_SOCKETS", "RATE_LIMITED" -> TOO_MANY;
      default -> COME_BACK;
    };
  }

  /// For a client that is sent away for good.
  static PlainClose forGood(String reason) {
    return switch (reason) {
      case "ITEM_UNKNOWN", "ROOM_UNKNOWN" -> NOT_FOUND;
      case "NOT_ALLOWED", "ORIGIN_FOREIGN" -> FORBIDDEN;
      case "USER_UNKNOWN", "LOGIN_REQUIRED" -> CREDENTIALS;
      default -> reason.startsWith("TOKEN_") ? CREDENTIALS : KICKED;
    };
  }

  /// For a refusal at the door: whether to come back is the refusal's own word.
  static PlainClose refusal(String code) {
    return switch (code) {
      case "TOO_MANY_SOCKETS", "RATE_LIMITED" -> TOO_MANY;
      case "UNAVAILABLE", "UNKNOWN" -> COME_BACK;
      default -> forGood(code);
    };
  }
}
