package dev.gavel.bids.home;

import dev.gavel.bids.room.RoomView;
import dev.gavel.model.RoomUpdate;
import dev.gavel.model.Standing;
import java.util.List;

/// A room as it is stored after a batch.
///
/// @param firstOffset where the room's log begins
/// @param last the newest updates, oldest first, at most [#MAX_LAST]
public record RoomState(RoomView view, String topicId, long firstOffset, List<RoomUpdate> last) {

  /// How many updates a stored room carries, for a quick join.
  public static final int MAX_LAST = 50;

  public RoomState {
    last = List.copyOf(last);
  }

  /// The phase in words; `UNOPENED` while commands were refused for want of the room.
  public String phase() {
    return view.terms().isPresent() ? view.standing().phase().name() : UNOPENED;
  }

  public static final String UNOPENED = "UNOPENED";

  /// See [SavedRoom#asleep()].
  public static boolean asleep(String phase) {
    return phase.equals(UNOPENED) || phase.equals(Standing.Phase.CLOSED.name());
  }
}
