package dev.gavel.bids.verify;

import dev.gavel.bids.home.RoomHead;
import dev.gavel.bids.home.RoomProjection;
import dev.gavel.bids.room.LiveRoom;
import dev.gavel.bids.room.LogEntry;
import dev.gavel.bids.room.RoomView;
import dev.gavel.model.Decision;
import dev.gavel.model.RoomUpdate;

/// A room that is decided again, by the very rules that decided it first.
final class ProvedRoom {
  private final String name;
  private final LiveRoom live;
  private final RoomProjection projection;
  private final long firstOffset;
  private long sequence;

  ProvedRoom(String room, long firstOffset) {
    this.name = room;
    this.live = LiveRoom.unopened(room);
    this.projection = new RoomProjection(room);
    this.firstOffset = firstOffset;
  }

  /// What follows from the next command.
  ///
  /// @throws IllegalStateException when the rules themselves leave a gap between two updates: a bug
  Decision decide(LogEntry entry) {
    Decision decision = live.decide(entry);
    projection.add(entry.command(), decision, live);
    for (RoomUpdate update : decision.updates()) {
      if (update.sequence() != ++sequence) {
        throw new IllegalStateException("a gap before update " + update);
      }
    }
    if (decision.sequence() != sequence) {
      throw new IllegalStateException("a gap after " + decision);
    }
    return decision;
  }

  String name() {
    return name;
  }

  RoomView view() {
    return live.view();
  }

  /// What else is stored of the room than its head.
  RoomProjection projection() {
    return projection;
  }

  /// The room as it is stored after the last command.
  RoomHead head(String topicId) {
    return projection.head(live.view(), topicId, firstOffset);
  }
}
