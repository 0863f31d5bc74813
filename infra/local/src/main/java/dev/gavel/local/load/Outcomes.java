package dev.gavel.local.load;

import java.util.Set;

/// What answers mean to the one who measures.
final class Outcomes {
  /// Refused because decisions take too long.
  static final String SHED = "OVERLOADED";

  /// Said by a gateway by itself, without the log.
  private static final Set<String> BY_GATEWAY =
      Set.of(
          "RATE_LIMITED",
          SHED,
          "UNAVAILABLE",
          "UNKNOWN",
          "NOT_JOINED",
          "BUSY",
          "FAULT",
          "DRAINING");

  private Outcomes() {}

  /// Whether a refusal's code (empty: not refused) was decided by the log.
  static boolean decided(String code) {
    return !BY_GATEWAY.contains(code);
  }
}
