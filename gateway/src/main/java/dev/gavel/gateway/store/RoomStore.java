package dev.gavel.gateway.store;

import dev.gavel.model.BidderShare;
import dev.gavel.model.RoomUpdate;
import dev.gavel.model.StoredDecision;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Everything about rooms that workers have stored. Every call blocks until MongoDB has answered or
/// a limit has passed ([MongoCalls]), and costs the same however much a room has seen; ids that do
/// not exist are left out of what is given back.
///
/// A document that cannot be read is one ERROR in the log with its `_id`. What asks for that one
/// alone is told [ViewAway]; lists go without it. The worker writes it anew.
public interface RoomStore {
  /// Most entries that one call gives back, where nothing else is said.
  int MAX_PAGE = 500;

  /// Newest updates of [#room].
  int NEWEST = 50;

  /// Longest run of updates or decisions that one call gives back.
  int MAX_RUN = 1_000;

  /// Rooms of [#roomsOfBidder].
  int MAX_ROOMS = 500;

  /// Bidders of [#bidders].
  int MAX_BIDDERS = 10_000;

  /// With its paddles and newest updates. Empty too for a room that was never opened.
  Optional<StoredRoom> room(String room) throws ViewAway;

  /// As [#room], for many at once, without their newest updates.
  Map<String, StoredRoom> rooms(Collection<String> rooms) throws ViewAway;

  /// The room that an item is sold in: of several, the one that is not closed, else the newest.
  Map<String, StoredRoom> roomsOfItems(Collection<String> items) throws ViewAway;

  /// As [#roomsOfItems], for one item.
  default Optional<String> roomOfItem(String item) throws ViewAway {
    return Optional.ofNullable(roomsOfItems(List.of(item)).get(item)).map(StoredRoom::id);
  }

  /// How far rooms are stored.
  Map<String, Long> sequences(Collection<String> rooms) throws ViewAway;

  Optional<Item> item(String item) throws ViewAway;

  /// A room's updates from sequence `first` to `last`, both included, in order: as far as they are
  /// stored, the newest [#MAX_RUN] of them at most.
  List<RoomUpdate> updates(String room, long first, long last) throws ViewAway;

  /// A run of a room's decisions in the order of the log, duplicates and refusals too.
  ///
  /// @param first number of the first in its room, counted from 0
  record Decisions(long first, List<StoredDecision> decisions) {
    public Decisions {
      decisions = List.copyOf(decisions);
    }
  }

  /// The decisions before number `before`, the newest `most` of them; [Long#MAX_VALUE] for the
  /// newest of the room.
  ///
  /// @param most 1 to [#MAX_RUN]
  Decisions decisions(String room, long before, int most) throws ViewAway;

  /// The decision at an offset of the room's partition.
  Optional<StoredDecision> decision(String room, long offset) throws ViewAway;

  /// Whose share of which room.
  record ShareKey(String room, String bidder) {}

  /// What a room knows of a bidder.
  ///
  /// @param offset of the partition: what came up to here is in it, some of what came later too
  record StoredShare(BidderShare share, long offset) {}

  /// What rooms know of bidders: [BidderShare#none] where they know nothing. Rooms that are not
  /// there are left out.
  Map<ShareKey, StoredShare> shares(Collection<ShareKey> keys) throws ViewAway;

  /// The bidders of a room who have an accepted bid, without the floor's.
  List<BidderShare> bidders(String room) throws ViewAway;

  /// The rooms in which a user has an accepted bid, those of each partition newest first.
  List<String> roomsOfBidder(String user) throws ViewAway;

  /// The same store for callers who do without an answer that takes longer.
  RoomStore within(Duration limit);
}
