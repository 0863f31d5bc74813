package dev.gavel.bids.verify;

import dev.gavel.bids.home.Decided;
import dev.gavel.bids.home.Line;
import dev.gavel.bids.log.LoggedRecord;
import dev.gavel.bids.room.LogEntry;
import dev.gavel.model.CommandCodec;
import dev.gavel.model.Decision;
import dev.gavel.model.DecisionCodec;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Proves one partition of a running system: its commands against its results against the
/// documents.
///
/// A decision that stands on the results topic a second time, byte for byte, is a delivery after a
/// crash: counted, no difference. Another one for the same place is a difference, wherever it
/// stands.
final class PartitionProof {
  private final CommandCodec commandCodec = new CommandCodec();
  private final DecisionCodec decisionCodec = new DecisionCodec();
  private final int partition;
  private final Optional<String> only;
  private final ViewProof view;
  private final Progress progress;
  private final Map<String, ProvedRoom> rooms = new HashMap<>();
  private final Digests decided = new Digests();
  private Tally tally = Tally.NONE;

  /// @param only the one room that is proved; all when empty
  /// @param view of the same partition and rooms
  PartitionProof(int partition, Optional<String> only, ViewProof view, Progress progress) {
    this.partition = partition;
    this.only = only;
    this.view = view;
    this.progress = progress;
  }

  /// Reads the partition up to the first difference.
  Optional<Difference> check(LogEvidence log) throws IOException {
    // In this order: what is stored was decided, what was decided is in the log.
    try (LogEvidence.Records results = log.results(partition);
        LogEvidence.Records commands = log.commands(partition)) {
      ResultTape tape = new ResultTape(results, this::counts);
      Optional<Difference> difference = check(commands, tape);
      if (difference.isEmpty()) {
        difference = rest(tape);
      }
      // The documents lag behind: what they differ in may come first.
      Optional<Difference> earlier = view.flush();
      if (earlier.isPresent()) {
        return earlier;
      }
      return difference.isPresent() ? difference : view.finish(rooms.values());
    }
  }

  Tally tally() {
    return tally.with(rooms.size(), view.checked());
  }

  private boolean counts(String room) {
    return only.isEmpty() || only.get().equals(room);
  }

  private Optional<Difference> check(LogEvidence.Records commands, ResultTape tape)
      throws IOException {
    for (Optional<LoggedRecord> record = commands.next();
        record.isPresent();
        record = commands.next()) {
      // What cannot be read is skipped here as the workers skip it.
      if (Line.of(record.get(), commandCodec) instanceof Line.Command command
          && counts(command.room())) {
        Optional<Difference> difference = check(command, tape);
        if (difference.isPresent()) {
          return difference;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Difference> check(Line.Command command, ResultTape tape) throws IOException {
    LogEntry entry = command.entry();
    ProvedRoom room =
        rooms.computeIfAbsent(command.room(), name -> new ProvedRoom(name, command.offset()));
    Decision expected = room.decide(entry);
    progress.step("partition " + partition);
    tally = tally.plusCommand();
    byte[] bytes = decisionCodec.write(expected);
    decided.add(command.offset(), bytes);
    Optional<Difference> difference = again(tape, command.offset());
    if (difference.isEmpty()) {
      difference = result(entry, expected, bytes, tape);
    }
    return difference.isPresent()
        ? difference
        : view.check(
            new Decided(entry.command(), expected, entry.appendedAtMs(), command.gateway()), room);
  }

  private Optional<Difference> result(
      LogEntry entry, Decision expected, byte[] bytes, ResultTape tape) throws IOException {
    Optional<ResultTape.Result> found = tape.peek();
    long offset = entry.place().offset();
    if (found.isEmpty() || found.get().decision().place().offset() != offset) {
      if (found.isEmpty() && offset >= view.next()) {
        tally = tally.plusUndecided();
        return Optional.empty();
      }
      return Optional.of(
          Difference.at(entry, "result", expected.answer().toString(), Difference.NOTHING));
    }
    tape.pass();
    return Arrays.equals(bytes, found.get().bytes())
        ? Optional.empty()
        : Difference.between(entry, expected, found.get().decision()).or(() -> otherForm(entry));
  }

  private static Optional<Difference> otherForm(LogEntry entry) {
    return Optional.of(
        Difference.at(entry, "result", "the decision's form", "another form of the same"));
  }

  /// Results below `offset`: everything there was compared before.
  private Optional<Difference> again(ResultTape tape, long offset) throws IOException {
    for (Optional<ResultTape.Result> next = tape.peek();
        next.isPresent() && next.get().decision().place().offset() < offset;
        next = tape.peek()) {
      tape.pass();
      Optional<Difference> difference = again(next.get());
      if (difference.isPresent()) {
        return difference;
      }
    }
    return Optional.empty();
  }

  private Optional<Difference> again(ResultTape.Result result) {
    Decision decision = result.decision();
    long offset = decision.place().offset();
    if (decision.place().partition() == partition && decided.has(offset, result.bytes())) {
      tally = tally.plusAgain();
      return Optional.empty();
    }
    String expected = decided.has(offset) ? "the one decision of this place" : Difference.NOTHING;
    return Optional.of(Difference.at(decision.place(), "result", expected, decision.toString()));
  }

  /// What stands after the last command's decision.
  private Optional<Difference> rest(ResultTape tape) throws IOException {
    return again(tape, Long.MAX_VALUE);
  }
}
