package dev.gavel.bids.room;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;

/// What [DecideBenchmark] measures, in time of its own thread: for machines that others use too.
/// `CpuTimeBenchmark [ROUNDS]`.
public final class CpuTimeBenchmark {
  private static final int BIDS = 2_000;
  private static final int ROUND_NANOS = 100_000_000;

  private CpuTimeBenchmark() {}

  public static void main(String[] args) {
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 30;
    for (BenchmarkLogs.Kind kind : BenchmarkLogs.Kind.values()) {
      List<LogEntry> log = BenchmarkLogs.log(kind, BIDS);
      report(kind, "without receipts", rounds, () -> withoutReceipts(log));
      report(kind, "with receipts", rounds, () -> withReceipts(log));
    }
  }

  private interface Fold {
    int run();
  }

  private static int withoutReceipts(List<LogEntry> log) {
    RoomFold fold = new RoomFold("room-1");
    return sum(log, entry -> fold.decide(entry, "").answer().hashCode());
  }

  private static int withReceipts(List<LogEntry> log) {
    LiveRoom room = LiveRoom.unopened("room-1");
    return sum(log, entry -> room.decide(entry).receipt().length());
  }

  private static int sum(List<LogEntry> log, ToIntFunction<LogEntry> decided) {
    int sum = 0;
    for (LogEntry entry : log) {
      sum += decided.applyAsInt(entry);
    }
    return sum;
  }

  private static void report(BenchmarkLogs.Kind kind, String what, int rounds, Fold fold) {
    double[] perSecond = new double[rounds];
    int sink = 0;
    for (int round = 0; round < rounds; round++) {
      long decisions = 0;
      long startNanos = cpuNanos();
      long nanos = 0;
      while (nanos < ROUND_NANOS) {
        sink += fold.run();
        decisions += BIDS;
        nanos = cpuNanos() - startNanos;
      }
      perSecond[round] = decisions * 1e3 / nanos;
    }
    Arrays.sort(perSecond, rounds / 3, rounds); // the first third warms up
    System.out.printf(
        "%-8s %-17s median %5.2f M/s, best %5.2f M/s (%d)%n",
        kind, what, perSecond[rounds * 2 / 3], perSecond[rounds - 1], sink & 1);
  }

  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
