package dev.gavel.bids.verify;

import dev.gavel.bids.room.LogEntry;
import dev.gavel.bids.room.RoomView;
import dev.gavel.model.Codec;
import dev.gavel.model.CommandCodec;
import dev.gavel.model.Decision;
import dev.gavel.model.DecisionCodec;
import dev.gavel.model.ExportLine;
import dev.gavel.model.Place;
import dev.gavel.model.ReceiptChain;
import dev.gavel.model.RoomCommand;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/// Proves an exported room by its file alone: no key, no network.
final class FileProof {
  private final CommandCodec commands = new CommandCodec();
  private final DecisionCodec decisions = new DecisionCodec();
  private final ExportReader lines;
  private final Optional<HeldReceipt> held;
  private final Progress progress;
  private final String name;
  private final ProvedRoom room;
  private Optional<Place> place = Optional.empty();
  private String receipt = ReceiptChain.NONE;
  private long entries;
  private boolean heldSeen;

  /// Reads the first line.
  FileProof(ExportReader lines, Optional<HeldReceipt> held, Progress progress) throws IOException {
    this.lines = lines;
    this.held = held;
    this.progress = progress;
    if (!(lines.next().orElse(null) instanceof ExportLine.Head(var named))) {
      throw lines.unreadable("no export of a room");
    }
    this.name = named;
    this.room = new ProvedRoom(named, 0);
  }

  /// Reads the rest, up to the first difference.
  Optional<Difference> check() throws IOException {
    for (Optional<ExportReader.Split> line = lines.nextSplit();
        line.isPresent();
        line = lines.nextSplit()) {
      switch (line.get().line()) {
        case ExportLine.Head _ -> throw lines.unreadable("a second first line");
        case ExportLine.End end -> {
          return end(end);
        }
        case ExportLine.Entry entry -> {
          Optional<Difference> difference = entry(entry, line.get());
          if (difference.isPresent()) {
            return difference;
          }
        }
      }
    }
    return Optional.of(
        Difference.of(whole(), "last line", "the end of the export", Difference.NOTHING));
  }

  /// The room after the last line.
  RoomView view() {
    return room.view();
  }

  boolean heldSeen() {
    return heldSeen;
  }

  private Optional<Difference> entry(ExportLine.Entry line, ExportReader.Split split)
      throws IOException {
    Optional<Difference> unordered = order(line.place());
    if (unordered.isPresent()) {
      return unordered;
    }
    RoomCommand command =
        switch (commands.read(line.command())) {
          case Codec.Read.Value<RoomCommand>(var value) -> value;
          case Codec.Read.Bad<RoomCommand>(var why) -> throw lines.unreadable(why.reason());
        };
    LogEntry entry = new LogEntry(line.place(), line.appendedAtMs(), line.command(), command);
    if (!command.room().equals(name)) {
      return Optional.of(Difference.at(entry, "room", name, command.room()));
    }
    return decided(entry, split);
  }

  private Optional<Difference> decided(LogEntry entry, ExportReader.Split split)
      throws IOException {
    Decision expected = room.decide(entry);
    progress.step("room " + name);
    entries++;
    receipt = expected.receipt();
    Optional<Difference> difference = compare(entry, expected, split);
    if (difference.isPresent() || held.isEmpty() || !held.get().isOf(expected)) {
      return difference;
    }
    heldSeen = true;
    return held.get().against(entry, expected);
  }

  private Optional<Difference> compare(LogEntry entry, Decision expected, ExportReader.Split split)
      throws IOException {
    if (Arrays.equals(decisions.write(expected), split.decision())) {
      return Optional.empty();
    }
    return lines.read(split.bytes()) instanceof ExportLine.Entry whole
            && whole.decision().isPresent()
        ? Difference.between(entry, expected, whole.decision().get())
        : Optional.of(
            Difference.at(entry, "result", expected.answer().toString(), Difference.NOTHING));
  }

  /// Places ascend, in one partition: a line that stands twice, or in another's place, does not.
  private Optional<Difference> order(Place next) {
    Optional<Place> before = place;
    place = Optional.of(next);
    if (before.isEmpty()) {
      return Optional.empty();
    }
    boolean after =
        next.partition() == before.get().partition() && next.offset() > before.get().offset();
    return after
        ? Optional.empty()
        : Optional.of(
            Difference.at(next, "order of places", "after " + before.get(), next.toString()));
  }

  private Optional<Difference> end(ExportLine.End end) throws IOException {
    if (lines.next().isPresent()) {
      throw lines.unreadable("a line after the last");
    }
    if (end.entries() != entries) {
      return Optional.of(
          Difference.of(whole(), "entries", Long.toString(end.entries()), Long.toString(entries)));
    }
    if (!end.receipt().equals(receipt)) {
      return Optional.of(Difference.of(whole(), "last receipt", receipt, end.receipt()));
    }
    return held.isEmpty() || heldSeen
        ? Optional.empty()
        : Optional.of(
            Difference.of(
                whole(),
                "held receipt",
                "that of a decision in the export",
                held.get().receipt() + " " + held.get().place()));
  }

  private String whole() {
    return "room " + name + ", the whole export";
  }
}
