package dev.gavel.bids.room;

import dev.gavel.model.Answer;
import dev.gavel.model.Decision;
import dev.gavel.model.Refusal;
import dev.gavel.model.RoomCommand;
import dev.gavel.model.RoomEvent;
import dev.gavel.model.RoomUpdate;
import dev.gavel.model.Wish;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Time, then memory, then the rules: how one entry after the other becomes decisions, still
/// without receipts. Not thread-safe.
final class RoomFold {
  private final String name;
  private final KnownCommands known = new KnownCommands();
  private Room room = new Room.Unopened();
  private long sequence;

  RoomFold(String name) {
    this.name = name;
  }

  Room room() {
    return room;
  }

  long sequence() {
    return sequence;
  }

  /// Decides an entry and applies what follows from it.
  ///
  /// @param receipt what stands for the receipt
  Decision decide(LogEntry entry, String receipt) {
    RoomCommand command = entry.command();
    Updates updates = new Updates(entry, receipt);
    long timeMs = pass(entry.appendedAtMs(), updates);
    KnownCommands.Seen seen = known.look(command);
    Answer answer =
        switch (seen) {
          case KnownCommands.Seen.Never _ -> judge(command, timeMs, updates);
          case KnownCommands.Seen.Again(var first) -> first;
          case KnownCommands.Seen.WithAnotherBody _ -> Answer.Refused.of(Refusal.COMMAND_ID_REUSED);
        };
    return new Decision(
        name,
        entry.place(),
        command.id(),
        command.by(),
        command.wish().op(),
        timeMs,
        answer,
        seen instanceof KnownCommands.Seen.Again,
        sequence,
        updates.list,
        receipt);
  }

  /// Moves the room's clock, which never goes back.
  private long pass(long appendedAtMs, Updates updates) {
    if (!(room instanceof Room.Opened opened)) {
      return appendedAtMs;
    }
    long timeMs = Math.max(opened.hours().nowMs(), appendedAtMs);
    Optional<Change> change = Rules.passing(opened, timeMs);
    room = opened.with(opened.hours().at(timeMs));
    if (change.isPresent()) {
      boolean closed = change.get() instanceof Change.Closed;
      apply(change.get(), closed ? opened.hours().endsAtMs() : timeMs, updates);
    }
    return timeMs;
  }

  private Answer judge(RoomCommand command, long timeMs, Updates updates) {
    Ruling ruling = Rules.judge(room, command);
    ruling.change().ifPresent(change -> apply(change, timeMs, updates));
    // A room begins with its opening: what came before it leaves nothing behind. Ticks are no
    // wishes of anybody.
    if (room instanceof Room.Opened && !(command.wish() instanceof Wish.Tick)) {
      known.add(command, ruling.answer());
    }
    return ruling.answer();
  }

  private void apply(Change change, long timeMs, Updates updates) {
    room = Room.apply(room, change, timeMs);
    Optional<RoomEvent> event = change.event();
    if (event.isPresent()) {
      sequence++;
      updates.add(event.get(), timeMs);
    }
  }

  /// What viewers are told about one entry.
  private final class Updates {
    private final LogEntry entry;
    private final String receipt;
    private final List<RoomUpdate> list = new ArrayList<>(1);

    Updates(LogEntry entry, String receipt) {
      this.entry = entry;
      this.receipt = receipt;
    }

    void add(RoomEvent event, long timeMs) {
      list.add(
          new RoomUpdate(name, entry.place(), sequence, timeMs, event, room.standing(), receipt));
    }
  }
}
