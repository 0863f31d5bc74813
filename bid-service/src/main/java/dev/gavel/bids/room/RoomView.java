package dev.gavel.bids.room;

import dev.gavel.model.Decision;
import dev.gavel.model.Place;
import dev.gavel.model.RoomTerms;
import dev.gavel.model.Standing;
import java.util.Optional;

/// What may be stored and shown of a room after a decision. The terms hold the reserve: not for
/// viewers.
///
/// @param place the last command decided
public record RoomView(
    String room,
    Place place,
    long atMs,
    long sequence,
    String receipt,
    Optional<RoomTerms> terms,
    Standing standing) {

  /// After a decision that changed nothing.
  RoomView after(Decision decision) {
    return new RoomView(
        room, decision.place(), decision.atMs(), sequence, decision.receipt(), terms, standing);
  }
}
