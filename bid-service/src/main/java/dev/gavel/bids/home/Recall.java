package dev.gavel.bids.home;

import dev.gavel.bids.room.ClosedRoom;
import java.util.Map;

/// What the view says of a closed room that is not in memory any more.
///
/// @param head the room after its last command that is stored
/// @param pageFirst the offset of the first decision of its tail
/// @param firsts what was answered first, up to there, about ids that were asked for
public record Recall(RoomHead head, long pageFirst, Map<Key, ClosedRoom.First> firsts) {

  public Recall {
    firsts = Map.copyOf(firsts);
  }

  /// A command's identity in its room.
  public record Key(String by, String id) {}
}
