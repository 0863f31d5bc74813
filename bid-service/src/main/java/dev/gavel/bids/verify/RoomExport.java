package dev.gavel.bids.verify;

import dev.gavel.bids.home.Line;
import dev.gavel.bids.log.LoggedRecord;
import dev.gavel.bids.room.LogEntry;
import dev.gavel.model.CommandCodec;
import dev.gavel.model.Decision;
import dev.gavel.model.ExportCodec;
import dev.gavel.model.ExportLine;
import dev.gavel.model.ReceiptChain;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Writes one room's log with its decisions (README of shared-model: "Exports"). Judges nothing:
/// what the topics hold is what the file holds.
final class RoomExport {
  private final ExportCodec lines = new ExportCodec();
  private final CommandCodec commandCodec = new CommandCodec();
  private final String room;
  private final OutputStream out;
  private final Progress progress;
  private final List<ExportLine.Entry> withoutResult = new ArrayList<>();
  private String receipt = ReceiptChain.NONE;
  private long entries;

  RoomExport(String room, OutputStream out, Progress progress) {
    this.room = room;
    this.out = out;
    this.progress = progress;
  }

  /// Writes the room and answers how many commands it has; 0 when the log does not know it.
  long write(LogEvidence log) throws IOException {
    write(new ExportLine.Head(room));
    for (int partition = 0; partition < log.partitions() && entries == 0; partition++) {
      write(log, partition);
    }
    write(new ExportLine.End(entries, receipt));
    out.flush();
    return entries;
  }

  private void write(LogEvidence log, int partition) throws IOException {
    try (LogEvidence.Records results = log.results(partition);
        LogEvidence.Records commands = log.commands(partition)) {
      ResultTape tape = new ResultTape(results, room::equals);
      for (Optional<LoggedRecord> record = commands.next();
          record.isPresent();
          record = commands.next()) {
        if (record.get().key().equals(room)
            && Line.of(record.get(), commandCodec) instanceof Line.Command command) {
          entry(command.entry(), tape);
        }
      }
      // What nobody decided yet is not part of the export; what somebody left out is.
      for (ExportLine.Entry entry : List.copyOf(withoutResult)) {
        if (entry.place().offset() <= tape.furthest()) {
          write(entry);
        }
      }
    }
  }

  private void entry(LogEntry entry, ResultTape tape) throws IOException {
    Optional<Decision> decision = decision(entry, tape);
    ExportLine.Entry line =
        new ExportLine.Entry(entry.place(), entry.appendedAtMs(), entry.bytes(), decision);
    if (decision.isEmpty()) {
      withoutResult.add(line);
      return;
    }
    for (ExportLine.Entry before : withoutResult) {
      write(before);
    }
    withoutResult.clear();
    write(line);
    receipt = decision.get().receipt();
  }

  /// The first decision of a place counts; what was delivered again is passed over.
  private static Optional<Decision> decision(LogEntry entry, ResultTape tape) throws IOException {
    long offset = entry.place().offset();
    Optional<ResultTape.Result> next = tape.peek();
    while (next.isPresent() && next.get().decision().place().offset() < offset) {
      tape.pass();
      next = tape.peek();
    }
    if (next.isEmpty() || next.get().decision().place().offset() > offset) {
      return Optional.empty();
    }
    tape.pass();
    return Optional.of(next.get().decision());
  }

  private void write(ExportLine.Entry entry) throws IOException {
    entries++;
    progress.step("room " + room);
    write((ExportLine) entry);
  }

  private void write(ExportLine line) throws IOException {
    out.write(lines.write(line));
    out.write('\n');
  }
}
