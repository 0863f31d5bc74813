package dev.gavel.bids.verify;

import dev.gavel.bids.room.BenchmarkLogs;
import dev.gavel.bids.room.LiveRoom;
import dev.gavel.bids.room.LogEntry;
import dev.gavel.model.Decision;
import dev.gavel.model.ExportCodec;
import dev.gavel.model.ExportLine;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Writes an export of a hot room and verifies it: `VerifyBenchmark [COMMANDS] [ROUNDS]`. Says what
/// it cost in time of its own thread, beside the time that passed.
public final class VerifyBenchmark {
  private VerifyBenchmark() {}

  public static void main(String[] args) throws IOException {
    int commands = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 2;
    Path file = Files.createTempFile("gavel-verify", ".jsonl");
    try {
      write(file, commands);
      for (int round = 0; round < rounds; round++) {
        long startNanos = cpuNanos();
        int exit = ProofCommand.run(new String[] {"verify", file.toString()});
        System.out.printf(
            "exit %d, %d MB, %.1f s of one core%n",
            exit, Files.size(file) >> 20, (cpuNanos() - startNanos) / 1e9);
      }
    } finally {
      Files.delete(file);
    }
  }

  private static void write(Path file, int commands) throws IOException {
    ExportCodec codec = new ExportCodec();
    LiveRoom room = LiveRoom.unopened("room-1");
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
      line(out, codec.write(new ExportLine.Head("room-1")));
      String receipt = "";
      long entries = 0;
      for (LogEntry entry : BenchmarkLogs.log(BenchmarkLogs.Kind.MIXED, commands - 1)) {
        Decision decision = room.decide(entry);
        line(out, codec.write(Export.entry(entry, Optional.of(decision))));
        receipt = decision.receipt();
        entries++;
      }
      line(out, codec.write(new ExportLine.End(entries, receipt)));
    }
  }

  private static void line(OutputStream out, byte[] bytes) throws IOException {
    out.write(bytes);
    out.write('\n');
  }

  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
