package dev.gavel.gateway;

import java.util.Locale;

/// What a bidder is called to others.
public enum LabelPolicy {
  /// `이름(이메일)`, as the original did: for closed circles and compatibility only.
  FULL,
  /// `이름(k***@example.com)`.
  MASKED,
  /// `패들 12`, or a number of the room's own for who has no paddle. No personal data at all.
  PADDLE;

  /// Reads `full`, `masked` or `paddle`.
  static LabelPolicy of(String text) {
    for (LabelPolicy policy : values()) {
      if (policy.name().toLowerCase(Locale.ROOT).equals(text)) {
        return policy;
      }
    }
    throw new IllegalArgumentException("labels must be full, masked or paddle, was " + text);
  }
}
