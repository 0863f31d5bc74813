package dev.gavel.model;

import java.util.OptionalLong;

/// A fact that viewers are told. Never says a maximum or the reserve.
public sealed interface RoomEvent {

  /// The room stands in the log; it opens at its terms' time.
  record Opened(RoomTerms terms) implements RoomEvent {}

  /// A bid changed price or leader.
  ///
  /// @param bid the bid's number in the room
  /// @param bidder who bid; the leader stands in the update's standing
  /// @param outbidAtOnce the leader's maximum answered it
  /// @param extendedToMs present when the end moved
  record BidPlaced(
      long bid, String bidder, Kind kind, boolean outbidAtOnce, OptionalLong extendedToMs)
      implements RoomEvent {
    public enum Kind {
      EXACT,
      MAXIMUM,
      FLOOR
    }
  }

  /// Silence over the end was an outage; the room goes on until `endsAtMs`.
  record OutageExtended(long endsAtMs) implements RoomEvent {}

  /// The end was moved to `endsAtMs`. A reason that begins with `cascade:` names the room before.
  record Postponed(long endsAtMs, String reason) implements RoomEvent {}

  record Paused(String reason) implements RoomEvent {}

  record Resumed() implements RoomEvent {}

  record FairWarningGiven(int count) implements RoomEvent {}

  record AskSet(long amount) implements RoomEvent {}

  record BidVoided(long bid, String reason) implements RoomEvent {}

  record BidReinstated(long bid, String reason) implements RoomEvent {}

  record Closed(Standing.Outcome outcome, String reason) implements RoomEvent {}

  record Reopened(String reason) implements RoomEvent {}

  record BidderApproved(String bidder, int paddle) implements RoomEvent {}
}
