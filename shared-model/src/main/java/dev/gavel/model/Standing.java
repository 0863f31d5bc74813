package dev.gavel.model;

import java.util.Optional;
import java.util.OptionalLong;

/// A room's public state. Every update carries it whole, so that the newest update alone is enough.
///
/// @param price absent before the first bid
/// @param leader bidder id (`floor:N` for the floor)
/// @param minimum lowest amount that the next bid may have; absent unless the room is open
/// @param endsAtMs absent in an auctioneer room
/// @param reserveMet absent when there is no reserve
/// @param bids how many bids were accepted so far (the number of the last)
/// @param warnings fair warnings given since the last change of price or leader, 0 to 2
/// @param outcome absent until the room is closed
public record Standing(
    Phase phase,
    boolean paused,
    OptionalLong price,
    Optional<String> leader,
    OptionalLong minimum,
    OptionalLong endsAtMs,
    Optional<Boolean> reserveMet,
    long bids,
    int warnings,
    Optional<Outcome> outcome) {

  public enum Phase {
    SCHEDULED,
    OPEN,
    CLOSED
  }

  /// How a room ended: 낙찰, 유찰, ...
  public enum Outcome {
    SOLD,
    RESERVE_NOT_MET,
    NO_BIDS,
    PASSED,
    WITHDRAWN
  }
}
