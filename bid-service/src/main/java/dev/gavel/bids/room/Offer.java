package dev.gavel.bids.room;

import dev.gavel.model.Amount;
import dev.gavel.model.Refusal;
import dev.gavel.model.RoomEvent.BidPlaced.Kind;
import java.util.Optional;

/// A bid that is not judged yet.
record Offer(String bidder, Kind kind, Amount amount, long notAfterMs) {

  Optional<Refusal> expiredAt(long timeMs) {
    return timeMs > notAfterMs ? Optional.of(Refusal.EXPIRED) : Optional.empty();
  }
}
