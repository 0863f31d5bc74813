package dev.gavel.gateway.bids;

import dev.gavel.model.Decision;
import dev.gavel.model.Place;

/// What is known of a command when its author is answered.
public sealed interface Outcome {
  /// The log has decided.
  record Decided(Decision decision) implements Outcome {}

  /// In the log, not decided yet. The decision is told later, by place.
  record Pending(Place place) implements Outcome {}

  /// Refused because commands of its partition wait too long: not in the log, and it will not be.
  ///
  /// @param retryAfterMs when it is worth another try
  record Overloaded(long retryAfterMs) implements Outcome {}

  /// Not in the log, and it will not be.
  record Unavailable() implements Outcome {}

  /// Maybe in the log. Sending the same id again does no harm.
  record Unknown() implements Outcome {}
}
