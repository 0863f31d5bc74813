package dev.gavel.bids.room;

import dev.gavel.model.Codec;
import dev.gavel.model.CommandCodec;
import dev.gavel.model.RoomCommand;
import java.lang.management.ManagementFactory;
import java.util.List;

/// Folds one room of a million commands and says what it cost in time of its own thread, which
/// other load on the machine hardly changes: `FoldBenchmark [COMMANDS] [ROUNDS]`.
public final class FoldBenchmark {
  private static final int TENTHS = 10;
  private static final CommandCodec CODEC = new CommandCodec();

  private interface Step {
    void take(LogEntry entry);
  }

  private FoldBenchmark() {}

  public static void main(String[] args) {
    int commands = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 3;
    for (BenchmarkLogs.Kind kind : BenchmarkLogs.Kind.values()) {
      List<LogEntry> log = BenchmarkLogs.log(kind, commands);
      for (int round = 1; round <= rounds; round++) {
        RoomFold fold = new RoomFold("room-1");
        report(kind, "decide, no receipts", log, entry -> fold.decide(entry, ""));
        LiveRoom live = LiveRoom.unopened("room-1");
        report(kind, "decide, receipts", log, live::decide);
        LiveRoom recovered = LiveRoom.unopened("room-1");
        report(kind, "read, decide, receipts", log, entry -> recovered.decide(read(entry)));
      }
    }
  }

  private static LogEntry read(LogEntry entry) {
    return switch (CODEC.read(entry.bytes())) {
      case Codec.Read.Value<RoomCommand>(var command) ->
          new LogEntry(entry.place(), entry.appendedAtMs(), entry.bytes(), command);
      case Codec.Read.Bad<RoomCommand>(var why) -> throw new IllegalStateException(why.reason());
    };
  }

  /// Prints the whole, and the first and last tenth: a long history must cost no more.
  private static void report(BenchmarkLogs.Kind kind, String what, List<LogEntry> log, Step step) {
    long[] tenths = new long[TENTHS];
    long wall = System.nanoTime();
    for (int tenth = 0; tenth < TENTHS; tenth++) {
      long cpu = cpuNanos();
      for (LogEntry entry : part(log, tenth)) {
        step.take(entry);
      }
      tenths[tenth] = cpuNanos() - cpu;
    }
    wall = System.nanoTime() - wall;
    long cpu = 0;
    for (long tenth : tenths) {
      cpu += tenth;
    }
    System.out.printf(
        "%-8s %-23s %5d ms cpu, %5d ms wall, %5.0f ns each (first tenth %.0f, last %.0f), %.2f M/s%n",
        kind,
        what,
        cpu / 1_000_000,
        wall / 1_000_000,
        (double) cpu / log.size(),
        (double) tenths[0] * TENTHS / log.size(),
        (double) tenths[TENTHS - 1] * TENTHS / log.size(),
        log.size() * 1e3 / cpu);
  }

  private static List<LogEntry> part(List<LogEntry> log, int tenth) {
    return log.subList(log.size() / TENTHS * tenth, log.size() / TENTHS * (tenth + 1));
  }

  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
