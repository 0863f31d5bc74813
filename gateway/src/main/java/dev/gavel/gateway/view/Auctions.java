package dev.gavel.gateway.view;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// Everything about rooms and items that can be read. Every call blocks until MongoDB has answered,
/// at most [MongoAuctions#LIMIT]; ids that do not exist are left out of what is given back.
public interface Auctions {

  /// Most documents that one call gives back.
  int MAX_PAGE = 500;

  Optional<StoredRoom> room(String room) throws ViewAway;

  /// As [#room], for many at once, without their newest updates.
  Map<String, StoredRoom> rooms(Collection<String> rooms) throws ViewAway;

  /// The room that an item is sold in: of several, the one that is not closed, else the newest.
  Optional<String> roomOfItem(String item) throws ViewAway;

  /// As [#roomOfItem], for many items at once, whole.
  Map<String, StoredRoom> roomsOfItems(Collection<String> items) throws ViewAway;

  /// How far rooms are stored.
  Map<String, Long> sequences(Collection<String> rooms) throws ViewAway;

  Optional<Item> item(String item) throws ViewAway;

  /// Items in the order of their ids.
  ///
  /// @param after only those behind this id; empty from the beginning
  /// @param limit 1 to [#MAX_PAGE]
  List<Item> items(String after, int limit) throws ViewAway;

  /// The decision at an offset of the room's partition.
  Optional<StoredBid> bid(String room, long offset) throws ViewAway;

  /// A room's accepted bids, the newest first.
  ///
  /// @param beforeOffset only those before it
  /// @param limit 1 to [#MAX_PAGE]
  List<StoredBid> bids(String room, OptionalLong beforeOffset, int limit) throws ViewAway;

  /// A bidder's own bids in all rooms, refusals too, the newest first.
  ///
  /// @param limit 1 to [#MAX_PAGE]
  List<StoredBid> bidsBy(String user, int limit) throws ViewAway;

  /// Who has an accepted bid in the room.
  Set<String> bidders(String room) throws ViewAway;

  /// What staff limited bidders to since the room was opened.
  Map<String, Long> limits(String room) throws ViewAway;

  /// The newest maximum that the bidder has set in the room, when the newest accepted bid is one.
  OptionalLong maximum(String room, String bidder) throws ViewAway;
}
