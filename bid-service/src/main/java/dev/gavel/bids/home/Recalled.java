package dev.gavel.bids.home;

import dev.gavel.bids.room.ClosedRoom;
import dev.gavel.bids.room.LogEntry;
import dev.gavel.model.Decision;
import dev.gavel.model.RoomCommand;
import dev.gavel.model.RoomUpdate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A closed room that came back from the view, without its log. Not thread-safe.
final class Recalled {
  private final ClosedRoom room;
  private final String topicId;
  private final long firstOffset;
  private final List<RoomUpdate> last;
  private final Map<Recall.Key, ClosedRoom.First> firsts = new HashMap<>();

  Recalled(RoomState state) {
    this.room = new ClosedRoom(state.view());
    this.topicId = state.topicId();
    this.firstOffset = state.firstOffset();
    this.last = state.last();
  }

  void learn(Map<Recall.Key, ClosedRoom.First> more) {
    firsts.putAll(more);
  }

  boolean knows(RoomCommand command) {
    return firsts.containsKey(key(command));
  }

  Decision decide(LogEntry entry) {
    return room.again(entry, Objects.requireNonNull(firsts.get(key(entry.command()))));
  }

  /// The last command decided.
  long offset() {
    return room.view().place().offset();
  }

  RoomState state() {
    return new RoomState(room.view(), topicId, firstOffset, last);
  }

  private static Recall.Key key(RoomCommand command) {
    return new Recall.Key(command.by().id(), command.id());
  }
}
