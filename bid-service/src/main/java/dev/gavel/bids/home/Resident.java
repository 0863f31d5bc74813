package dev.gavel.bids.home;

import dev.gavel.bids.room.LiveRoom;
import dev.gavel.bids.room.LogEntry;
import dev.gavel.model.Decision;
import dev.gavel.model.RoomCommand;
import java.util.Optional;
import java.util.OptionalLong;

/// A room in memory. Not thread-safe.
final class Resident {
  private final LiveRoom live;
  private final Optional<SavedRoom> saved;
  private final RoomProjection projection;
  private final Cascade cascade = new Cascade();
  private Optional<RoomCommand> follows = Optional.empty();
  private boolean isNew;
  private long firstOffset;
  private long offset = -1;
  private long sequence;

  /// @param saved what the view knows; must agree when the fold gets there
  /// @param firstOffset where its log begins, or earlier when that is unknown
  /// @param isNew whether nothing of it is stored yet
  Resident(String room, long firstOffset, Optional<SavedRoom> saved, boolean isNew) {
    this.live = LiveRoom.unopened(room);
    this.projection = new RoomProjection(room);
    this.isNew = isNew;
    this.firstOffset = firstOffset;
    this.saved = saved;
  }

  /// Decides and remembers.
  ///
  /// @throws Disagreement when the view was stored with another receipt at this place
  Decision decide(LogEntry entry) {
    Decision decision = live.decide(entry);
    firstOffset = offset < 0 ? entry.place().offset() : firstOffset;
    offset = entry.place().offset();
    sequence = decision.sequence();
    follows = cascade.after(decision, live.next());
    projection.add(entry.command(), decision, live);
    if (saved.isPresent()
        && saved.get().offset() == offset
        && !saved.get().receipt().equals(live.receipt())) {
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

  /// What was decided so far is stored already.
  void forget() {
    projection.forget();
    isNew = false;
  }

  /// What changed since the last call.
  RoomCommit commit(String topicId) {
    RoomCommit commit = projection.commit(live.view(), topicId, firstOffset, isNew);
    isNew = false;
    return commit;
  }
}
