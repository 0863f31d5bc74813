package dev.gavel.bids.home;

/// What the view knows of a room, as far as folding it again needs it.
///
/// @param firstOffset where the room's log begins
/// @param offset the last command that is stored
/// @param receipt the room's receipt there
/// @param asleep closed, or never opened: nothing happens in it unless somebody asks
public record SavedRoom(
    String room,
    String topicId,
    int partition,
    long firstOffset,
    long offset,
    String receipt,
    boolean asleep) {
  private static final long UNKNOWN = -1;

  /// A room that is stored in a form that cannot be read: what it is must be asked of the log.
  public static SavedRoom unreadable(String room) {
    return new SavedRoom(room, "", -1, UNKNOWN, UNKNOWN, "", false);
  }

  boolean readable() {
    return firstOffset != UNKNOWN;
  }

  /// @throws Disagreement when it cannot be the room that the log names at `offset`
  void mustFit(SavedPlace place, long offset) {
    if (!topicId.equals(place.topicId()) || partition != place.partition()) {
      throw new Disagreement(
          "room %s is stored from partition %d of topic %s".formatted(room, partition, topicId));
    }
    if (firstOffset > offset) {
      throw new Disagreement(
          "room %s is stored as beginning at %d, and the log has it at %d"
              .formatted(room, firstOffset, offset));
    }
  }
}
