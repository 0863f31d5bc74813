package dev.gavel.gateway.results;

import dev.gavel.gateway.view.Auctions;
import dev.gavel.gateway.view.StoredRoom;
import dev.gavel.gateway.view.ViewAway;
import dev.gavel.model.RoomUpdate;
import java.util.List;
import java.util.Optional;

/// The newest updates that stand in a room's document.
public final class StoredUpdates implements Past {
  private final Auctions auctions;

  public StoredUpdates(Auctions auctions) {
    this.auctions = auctions;
  }

  @Override
  public Optional<List<RoomUpdate>> after(Known last) {
    try {
      Optional<StoredRoom> room = auctions.room(last.room());
      return room.map(stored -> Past.run(stored.last(), last.sequence()));
    } catch (ViewAway away) {
      return Optional.empty();
    }
  }
}
