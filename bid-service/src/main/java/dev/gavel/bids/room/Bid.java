package dev.gavel.bids.room;

import dev.gavel.model.RoomEvent.BidPlaced.Kind;

/// An accepted bid.
///
/// @param number counts a room's accepted bids from 1
/// @param amount exactly this, or up to this ([Kind#MAXIMUM])
record Bid(long number, String bidder, Kind kind, long amount) {
  boolean exact() {
    return kind != Kind.MAXIMUM;
  }
}
