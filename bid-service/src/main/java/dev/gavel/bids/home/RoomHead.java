package dev.gavel.bids.home;

import dev.gavel.bids.room.RoomView;
import dev.gavel.model.Names;
import dev.gavel.model.Standing;

/// A room as it is stored after a batch: what changes with every batch, and small.
///
/// @param firstOffset where the room's log begins
/// @param offset the last command decided, also of a room that was never opened
/// @param decisions all decisions of the room so far
/// @param shares how many shares hold its authors: a power of two, 0 while there is none
/// @param decisionTail the `decisions % PAGE` newest decisions, as in a page
/// @param updateTail the `sequence % PAGE` newest updates, as in a page
// The bytes are never changed.
@SuppressWarnings("ArrayRecordComponent")
public record RoomHead(
    RoomView view,
    String topicId,
    long firstOffset,
    long offset,
    long decisions,
    int shares,
    byte[] decisionTail,
    byte[] updateTail) {

  public static final String UNOPENED = "UNOPENED";

  public String room() {
    return view.room();
  }

  public int partition() {
    return view.place().partition();
  }

  /// The phase in words; `UNOPENED` while commands were refused for want of the room.
  public String phase() {
    return view.terms().isPresent() ? view.standing().phase().name() : UNOPENED;
  }

  /// How many full pages of decisions there are.
  public long decisionPages() {
    return decisions / Names.PAGE;
  }

  /// How many full pages of updates there are.
  public long updatePages() {
    return view.sequence() / Names.PAGE;
  }

  /// See [SavedRoom#asleep()].
  public static boolean asleep(String phase) {
    return phase.equals(UNOPENED) || phase.equals(Standing.Phase.CLOSED.name());
  }
}
