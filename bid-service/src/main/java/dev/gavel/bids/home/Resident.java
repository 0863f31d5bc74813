package dev.gavel.bids.home;

import dev.gavel.bids.room.LiveRoom;
import dev.gavel.bids.room.LogEntry;
import dev.gavel.model.Decision;
import dev.gavel.model.RoomCommand;
import dev.gavel.model.RoomUpdate;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// A room in memory. Not thread-safe.
final class Resident {
  private final LiveRoom live;
  private final long firstOffset;
  private final Optional<SavedRoom> saved;
  private final ArrayDeque<RoomUpdate> last = new ArrayDeque<>();
  private final Cascade cascade = new Cascade();
  private Optional<RoomCommand> follows = Optional.empty();
  private long offset = -1;
  private long sequence;

  /// @param saved what the view knows; must agree when the fold gets there
  Resident(String room, long firstOffset, Optional<SavedRoom> saved) {
    this.live = LiveRoom.unopened(room);
    this.firstOffset = firstOffset;
    this.saved = saved;
  }

  /// Decides and remembers.
  ///
  /// @throws Disagreement when the view was stored with another receipt at this place
  Decision decide(LogEntry entry) {
    Decision decision = live.decide(entry);
    offset = entry.place().offset();
    sequence = decision.sequence();
    follows = cascade.after(decision, live.next());
    for (RoomUpdate update : decision.updates()) {
      if (last.size() == RoomState.MAX_LAST) {
        last.removeFirst();
      }
      last.addLast(update);
    }
    if (saved.isPresent()
        && saved.get().offset() == offset
        && !saved.get().receipt().equals(decision.receipt())) {
      throw new Disagreement("the stored receipt is another one");
    }
    return decision;
  }

  /// Decides, with what is told of it.
  Decided decided(Line.Command line) {
    return Decided.of(line, decide(line.entry()), follows);
  }

  long firstOffset() {
    return firstOffset;
  }

  /// The last command folded; -1 before the first.
  long offset() {
    return offset;
  }

  boolean asleep() {
    return sequence == 0 || live.closed();
  }

  OptionalLong nextTickAtMs(long nowMs) {
    return live.nextTickAtMs(nowMs);
  }

  RoomState state(String topicId) {
    return new RoomState(live.view(), topicId, firstOffset, List.copyOf(last));
  }
}
