package dev.gavel.bids.room;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/// What one decision costs, its entry being warm in the cache as after decoding; `FoldTiming` says
/// what a long history costs.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(
    value = 1,
    jvmArgs = {"-Xms3g", "-Xmx3g", "-XX:+UseParallelGC"})
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class DecideBenchmark {
  private static final int BIDS = 2_000;

  @Param private BenchmarkLogs.Kind kind = BenchmarkLogs.Kind.EXACT;
  private List<LogEntry> log = List.of();

  @Setup
  public void log() {
    log = BenchmarkLogs.log(kind, BIDS);
  }

  @Benchmark
  @OperationsPerInvocation(BIDS)
  public void withoutReceipts(Blackhole hole) {
    RoomFold fold = new RoomFold("room-1");
    for (LogEntry entry : log) {
      hole.consume(fold.decide(entry, ""));
    }
  }

  @Benchmark
  @OperationsPerInvocation(BIDS)
  public void withReceipts(Blackhole hole) {
    LiveRoom room = LiveRoom.unopened("room-1");
    for (LogEntry entry : log) {
      hole.consume(room.decide(entry));
    }
  }
}
