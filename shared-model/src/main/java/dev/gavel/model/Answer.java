package dev.gavel.model;

import java.util.Optional;
import java.util.OptionalLong;

/// What its author is told about a command.
public sealed interface Answer {

  /// The bid leads.
  record Leading(long bid, long price, OptionalLong extendedToMs) implements Answer {}

  /// Accepted, but the leader's maximum stands above it.
  record OutbidAtOnce(long bid, long price, OptionalLong extendedToMs) implements Answer {}

  /// The leader's own maximum was raised or lowered; nobody else is told.
  record MaximumSet(long bid, long price, boolean raised) implements Answer {}

  record MaximumUnchanged() implements Answer {}

  /// A staff command was carried out. `paddle` after approving; price and leader after void and
  /// reinstate; minimum after an asking price.
  record Done(
      String op,
      OptionalLong paddle,
      OptionalLong price,
      Optional<String> leader,
      OptionalLong minimum)
      implements Answer {
    public static Done of(String op) {
      return new Done(
          op, OptionalLong.empty(), OptionalLong.empty(), Optional.empty(), OptionalLong.empty());
    }
  }

  /// A tick was seen.
  record Ticked() implements Answer {}

  /// Not done, and nothing changed.
  ///
  /// @param minimum what would have done, when the refusal is about the amount
  record Refused(Refusal code, OptionalLong minimum) implements Answer {
    public static Refused of(Refusal code) {
      return new Refused(code, OptionalLong.empty());
    }
  }
}
