package dev.gavel.bids.verify;

import dev.gavel.bids.home.RoomState;
import dev.gavel.bids.room.LiveRoom;
import dev.gavel.bids.room.LogEntry;
import dev.gavel.bids.room.RoomView;
import dev.gavel.model.Decision;
import dev.gavel.model.RoomUpdate;
import java.util.ArrayDeque;
import java.util.List;

/// A room that is decided again, by the very rules that decided it first.
final class ProvedRoom {
  private final LiveRoom live;
  private final long firstOffset;
  private final ArrayDeque<RoomUpdate> last = new ArrayDeque<>();
  private long sequence;

  ProvedRoom(String room, long firstOffset) {
    this.live = LiveRoom.unopened(room);
    this.firstOffset = firstOffset;
  }

  /// What follows from the next command.
  ///
  /// @throws IllegalStateException when the rules themselves leave a gap between two updates: a bug
  Decision decide(LogEntry entry) {
    Decision decision = live.decide(entry);
    for (RoomUpdate update : decision.updates()) {
      if (update.sequence() != ++sequence) {
        throw new IllegalStateException("a gap before update " + update);
      }
      if (last.size() == RoomState.MAX_LAST) {
        last.removeFirst();
      }
      last.addLast(update);
    }
    if (decision.sequence() != sequence) {
      throw new IllegalStateException("a gap after " + decision);
    }
    return decision;
  }

  RoomView view() {
    return live.view();
  }

  /// The room as it is stored after the last command.
  RoomState state(String topicId) {
    return new RoomState(live.view(), topicId, firstOffset, List.copyOf(last));
  }
}
