package dev.gavel.gateway.hub;

import dev.gavel.gateway.store.StoredRoom;
import dev.gavel.model.Place;
import dev.gavel.model.RoomEvent;
import dev.gavel.model.RoomTerms;
import dev.gavel.model.RoomUpdate;
import dev.gavel.model.Standing;

/// A room's public state as of its last numbered update.
///
/// @param receipt of that update
record Facts(
    RoomTerms terms, Standing standing, long sequence, Place place, String receipt, long atMs) {

  /// The document's receipt and time may be of a later command that changed nothing for viewers:
  /// viewers are shown the last update's, as they heard it live.
  static Facts of(StoredRoom stored) {
    if (!stored.last().isEmpty() && stored.last().getLast().sequence() == stored.sequence()) {
      RoomUpdate last = stored.last().getLast();
      return new Facts(
          stored.terms(),
          stored.standing(),
          stored.sequence(),
          last.place(),
          last.receipt(),
          last.atMs());
    }
    return new Facts(
        stored.terms(),
        stored.standing(),
        stored.sequence(),
        stored.place(),
        stored.receipt(),
        stored.atMs());
  }

  Facts after(RoomUpdate update) {
    return new Facts(
        update.event() instanceof RoomEvent.Opened(var opened) ? opened : terms,
        update.standing(),
        update.sequence(),
        update.place(),
        update.receipt(),
        update.atMs());
  }
}
