package dev.gavel.bids.home;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// What a slice changed in one room, as it is to be stored: pages and all else first, then the
/// head. Follows from the log alone: deciding the same commands stores the same bytes under the
/// same names.
///
/// @param isNew whether nothing was stored of the room before, as far as this worker knows
/// @param pages that were filled
/// @param shares that were touched
/// @param paddles all of them, when one was given
/// @param bidders whose first bid in the room was accepted
/// @param item the item, when the room was opened
public record RoomCommit(
    RoomHead head,
    boolean isNew,
    List<Page> pages,
    List<Share> shares,
    Optional<Paddles> paddles,
    List<Listed> bidders,
    Optional<Listed> item) {

  public RoomCommit {
    pages = List.copyOf(pages);
    shares = List.copyOf(shares);
    bidders = List.copyOf(bidders);
  }

  /// A full page, for ever.
  ///
  /// @param first the offset of its first decision; none in a page of updates
  // The bytes are never changed.
  @SuppressWarnings("ArrayRecordComponent")
  public record Page(String id, int partition, OptionalLong first, byte[] entries) {}

  /// What the room knows of some authors.
  ///
  /// @param offset the last command that touched one of them
  /// @param isNew as far as this worker knows
  // The bytes are never changed.
  @SuppressWarnings("ArrayRecordComponent")
  public record Share(String id, int partition, long offset, byte[] entries, boolean isNew) {}

  /// The paddles of the room.
  ///
  /// @param offset the command that gave the last
  /// @param bidders by paddle, in order
  /// @param isNew as far as this worker knows
  public record Paddles(
      String room, int partition, long offset, Map<Integer, String> bidders, boolean isNew) {}

  /// The room belongs into the list of a user or of an item.
  ///
  /// @param of user or item
  /// @param offset the command because of which
  public record Listed(String of, int partition, String room, long offset) {}
}
