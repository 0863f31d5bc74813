package dev.gavel.bids.verify;

import dev.gavel.bids.room.LogEntry;
import dev.gavel.model.Decision;
import dev.gavel.model.ExportCodec;
import dev.gavel.model.ExportLine;
import dev.gavel.model.ReceiptChain;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// An export whose lines can be changed.
final class Export {
  private static final ExportCodec CODEC = new ExportCodec();

  private Export() {}

  static List<ExportLine> of(List<LogEntry> log, List<Decision> decisions) {
    List<ExportLine> lines = new ArrayList<>();
    lines.add(new ExportLine.Head(log.getFirst().command().room()));
    for (int i = 0; i < log.size(); i++) {
      lines.add(entry(log.get(i), Optional.of(decisions.get(i))));
    }
    lines.add(new ExportLine.End(log.size(), decisions.getLast().receipt()));
    return lines;
  }

  static ExportLine.Entry entry(LogEntry entry, Optional<Decision> decision) {
    return new ExportLine.Entry(entry.place(), entry.appendedAtMs(), entry.bytes(), decision);
  }

  /// These decisions about that log, under receipts that fit them.
  static List<Decision> resealed(List<LogEntry> log, List<Decision> decisions) {
    ReceiptChain chain = new ReceiptChain();
    List<Decision> sealed = new ArrayList<>();
    for (int i = 0; i < log.size(); i++) {
      LogEntry entry = log.get(i);
      Decision decision = decisions.get(i);
      sealed.add(
          decision.withReceipt(
              chain.add(entry.bytes(), entry.place(), entry.appendedAtMs(), decision)));
    }
    return sealed;
  }

  static String text(List<ExportLine> lines) {
    return lines.stream()
        .map(line -> new String(CODEC.write(line), StandardCharsets.UTF_8) + "\n")
        .collect(Collectors.joining());
  }
}
