package dev.gavel.bids.home;

import dev.gavel.bids.room.ClosedRoom;
import java.util.Map;

/// What the view says of a closed room that is not in memory any more.
///
/// @param state the room after its last command that is stored
/// @param firsts what was answered first, up to there, about ids that were asked for
public record Recall(RoomState state, Map<Key, ClosedRoom.First> firsts) {

  public Recall {
    firsts = Map.copyOf(firsts);
  }

  /// A command's identity in its room.
  public record Key(String by, String id) {}
}
