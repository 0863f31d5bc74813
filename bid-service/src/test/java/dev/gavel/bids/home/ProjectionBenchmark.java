package dev.gavel.bids.home;

import dev.gavel.bids.log.LoggedRecord;
import dev.gavel.bids.room.BenchmarkLogs;
import dev.gavel.bids.room.LogEntry;
import dev.gavel.model.CommandCodec;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What it costs to decide a hot room's commands with all that is stored of them, and how many
/// bytes that is: one room, a thousand bidders. Arguments: commands, rounds.
public final class ProjectionBenchmark {
  private static final List<Integer> BATCHES = List.of(1, 100, 1_000);

  private ProjectionBenchmark() {}

  public static void main(String[] args) {
    int commands = args.length > 0 ? Integer.parseInt(args[0]) : 200_000;
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 3;
    CommandCodec codec = new CommandCodec();
    for (BenchmarkLogs.Kind kind : BenchmarkLogs.Kind.values()) {
      List<Line> lines =
          BenchmarkLogs.log(kind, commands).stream()
              .map(entry -> Line.of(record(entry), codec))
              .toList();
      for (int round = 1; round <= rounds; round++) {
        report(kind, "replayed", lines, 1_000, true);
        for (int batch : BATCHES) {
          report(kind, "batches of " + batch, lines, batch, false);
        }
      }
    }
  }

  private static LoggedRecord record(LogEntry entry) {
    return new LoggedRecord(
        0,
        entry.place().offset(),
        entry.appendedAtMs(),
        entry.command().room(),
        entry.bytes(),
        Optional.empty());
  }

  /// Bytes of pages are per decision, those of shares and heads per batch.
  private static void report(
      BenchmarkLogs.Kind kind, String what, List<Line> lines, int batch, boolean replayed) {
    long end = replayed ? lines.size() + 1 : 0;
    Home home = new Home(new SavedPlace("topic", 0, end, 0), 10);
    long pages = 0;
    long shares = 0;
    long heads = 0;
    long cpu = cpuNanos();
    for (int from = 0; from < lines.size(); from += batch) {
      List<Line> part = lines.subList(from, Math.min(lines.size(), from + batch));
      home.unknown(part);
      home.admit(part, from == 0 && replayed ? known() : Map.of(), Map.of());
      Optional<Slice> slice = home.take(part, 0);
      for (RoomCommit room : slice.map(Slice::rooms).orElse(List.of())) {
        pages += room.pages().stream().mapToLong(page -> page.entries().length).sum();
        shares += room.shares().stream().mapToLong(share -> share.entries().length).sum();
        heads += room.head().decisionTail().length + room.head().updateTail().length;
      }
    }
    cpu = cpuNanos() - cpu;
    int batches = (lines.size() + batch - 1) / batch;
    System.out.printf(
        "%-8s %-16s %6.2f us a decision; pages %4d bytes a decision; a batch: shares %,8d, tails"
            + " %,6d bytes%n",
        kind,
        what,
        cpu / 1e3 / lines.size(),
        pages / lines.size(),
        shares / batches,
        heads / batches);
  }

  private static Map<String, SavedRoom> known() {
    return Map.of("room-1", new SavedRoom("room-1", "topic", 0, 0, Long.MAX_VALUE, "", false));
  }

  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
