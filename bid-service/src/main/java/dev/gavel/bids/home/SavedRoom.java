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
    boolean asleep) {}
