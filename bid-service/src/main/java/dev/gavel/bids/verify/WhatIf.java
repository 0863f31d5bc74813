package dev.gavel.bids.verify;

import dev.gavel.bids.room.LiveRoom;
import dev.gavel.bids.room.LogEntry;
import dev.gavel.model.Author;
import dev.gavel.model.Codec;
import dev.gavel.model.CommandCodec;
import dev.gavel.model.Decision;
import dev.gavel.model.ExportLine;
import dev.gavel.model.Place;
import dev.gavel.model.Role;
import dev.gavel.model.RoomCommand;
import dev.gavel.model.RoomTerms;
import dev.gavel.model.Standing;
import dev.gavel.model.Wish;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.OptionalLong;

/// One exported room, decided twice: under its terms and under others.
final class WhatIf {
  private static final Author WORKER = new Author("what-if", Role.WORKER);

  /// Most ticks after the last record; a room that needs more stays open.
  private static final int MAX_TICKS = 10_000;

  private final CommandCodec codec = new CommandCodec();
  private final OtherTerms other;
  private final int most;
  private final PrintWriter out;
  private long differing;
  private Place last = new Place(0, -1);

  /// @param most decisions that are printed
  WhatIf(OtherTerms other, int most, PrintWriter out) {
    this.other = other;
    this.most = most;
    this.out = out;
  }

  void run(ExportReader lines) throws IOException {
    if (!(lines.next().orElse(null) instanceof ExportLine.Head(var room))) {
      throw lines.unreadable("no export of a room");
    }
    LiveRoom was = LiveRoom.unopened(room);
    LiveRoom would = LiveRoom.unopened(room);
    long commands = 0;
    for (Optional<ExportLine> line = lines.next(); line.isPresent(); line = lines.next()) {
      if (line.get() instanceof ExportLine.Entry entry) {
        RoomCommand command =
            switch (codec.read(entry.command())) {
              case Codec.Read.Value<RoomCommand>(var value) -> value;
              case Codec.Read.Bad<RoomCommand>(var why) -> throw lines.unreadable(why.reason());
            };
        compare(was.decide(at(entry, command)), would.decide(at(entry, under(command))), command);
        last = entry.place();
        commands++;
      }
    }
    runOut(was);
    runOut(would);
    report(commands, was, would);
  }

  private void compare(Decision was, Decision would, RoomCommand command) {
    if (was.answer().equals(would.answer())) {
      return;
    }
    differing++;
    if (differing <= most) {
      out.printf(
          "%s %s %s of %s%n    was   %s%n    would %s%n",
          was.place(),
          was.op(),
          was.id(),
          command.by().id(),
          Words.of(was.answer()),
          Words.of(would.answer()));
    }
  }

  /// Every opening says the other terms, also one that is delivered again.
  private RoomCommand under(RoomCommand command) throws UnreadableEvidence {
    if (!(command.wish() instanceof Wish.Open(var terms))) {
      return command;
    }
    RoomTerms changed = other.of(terms);
    Optional<String> problem = terms.problem().isPresent() ? Optional.empty() : changed.problem();
    if (problem.isPresent()) {
      throw new UnreadableEvidence("no room can have these terms: " + problem.get());
    }
    return new RoomCommand(
        command.room(), command.id(), command.by(), command.notAfterMs(), new Wish.Open(changed));
  }

  private LogEntry at(ExportLine.Entry entry, RoomCommand command) {
    return new LogEntry(entry.place(), entry.appendedAtMs(), codec.write(command), command);
  }

  /// The log may end before this room would have: the worker would have ticked on.
  private void runOut(LiveRoom room) {
    long nowMs = room.view().atMs();
    for (int tick = 1; tick <= MAX_TICKS; tick++) {
      OptionalLong nextMs = room.nextTickAtMs(nowMs);
      if (nextMs.isEmpty()) {
        return;
      }
      nowMs = Math.max(nowMs, nextMs.getAsLong());
      RoomCommand command =
          new RoomCommand(
              room.view().room(), "tick-" + tick, WORKER, RoomCommand.NO_DEADLINE, new Wish.Tick());
      Place place = new Place(last.partition(), last.offset() + tick);
      room.decide(new LogEntry(place, nowMs, codec.write(command), command));
    }
  }

  private void report(long commands, LiveRoom was, LiveRoom would) {
    if (differing > most) {
      out.printf("... and %,d more%n", differing - most);
    }
    out.printf("%,d of %,d decisions would have differed%n", differing, commands);
    Standing before = was.view().standing();
    Standing after = would.view().standing();
    row("outcome", Words.outcome(before), Words.outcome(after));
    row("price", Words.number(before.price()), Words.number(after.price()));
    row("leader", before.leader().orElse("-"), after.leader().orElse("-"));
    row("end", Words.end(before), Words.end(after));
    row("bids", Long.toString(before.bids()), Long.toString(after.bids()));
  }

  private void row(String what, String was, String would) {
    out.printf("%-8s %s%n", what, was.equals(would) ? was : was + " -> " + would);
  }
}
