package dev.gavel.gateway.results;

import dev.gavel.gateway.store.RoomStore;
import dev.gavel.gateway.store.ViewAway;
import dev.gavel.model.RoomUpdate;
import java.util.List;
import java.util.Optional;

/// The updates that stand in a room's pages and in the tail of its head.
public final class StoredUpdates implements Past {
  /// A longer gap is not filled from here: the room goes on from where it is stored. Fixed.
  static final int MOST = RoomStore.MAX_RUN;

  private final RoomStore store;

  public StoredUpdates(RoomStore store) {
    this.store = store;
  }

  @Override
  public Optional<List<RoomUpdate>> after(Known last) {
    try {
      long first = last.sequence() + 1;
      return Optional.of(store.updates(last.room(), first, first + MOST - 1));
    } catch (ViewAway away) {
      return Optional.empty();
    }
  }
}
