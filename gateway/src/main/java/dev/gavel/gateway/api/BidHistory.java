package dev.gavel.gateway.api;

import dev.gavel.gateway.store.RoomStore;
import dev.gavel.gateway.store.StoredRoom;
import dev.gavel.gateway.store.ViewAway;
import dev.gavel.model.Names;
import dev.gavel.model.RoomEvent;
import dev.gavel.model.RoomUpdate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// A room's accepted bids, page by page backwards from the newest. They are read from the updates,
/// which hold no refusal and no silent raise, so that each page costs the same wherever it is.
final class BidHistory {
  /// Updates that one page looks through at most; what else happened in a room may fill them.
  private static final long MAX_UPDATES = RoomStore.MAX_RUN;

  private BidHistory() {}

  /// @param bids updates that are bids, the newest first; fewer than asked for when much else
  ///   happened between them
  /// @param next where the next page begins; empty when there is none
  record Page(List<RoomUpdate> bids, OptionalLong next) {
    Page {
      bids = List.copyOf(bids);
    }
  }

  /// @param before only bids of smaller sequence
  static Page page(RoomStore store, StoredRoom room, long before, int limit) throws ViewAway {
    List<RoomUpdate> bids = new ArrayList<>();
    long last = Math.min(Math.max(before, 1) - 1, room.sequence());
    long end = last - MAX_UPDATES;
    while (last >= 1 && last > end && bids.size() < limit) {
      List<RoomUpdate> some = store.updates(room.id(), first(last, limit - bids.size()), last);
      if (some.isEmpty()) {
        return new Page(bids, OptionalLong.empty());
      }
      for (RoomUpdate update : some.reversed()) {
        if (bids.size() < limit) {
          last = update.sequence() - 1;
          if (update.event() instanceof RoomEvent.BidPlaced) {
            bids.add(update);
          }
        }
      }
    }
    return new Page(bids, last >= 1 ? OptionalLong.of(last + 1) : OptionalLong.empty());
  }

  /// So many updates, and then up to the beginning of a stored page.
  private static long first(long last, int count) {
    long first = Math.max(0, last - count) / Names.PAGE * Names.PAGE + 1;
    return Math.max(first, last - MAX_UPDATES + 1);
  }
}
