package dev.gavel.local.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// The benchmarks at a size at which their figures mean nothing: they run, and find what they are
/// asked for. Needs the packaged module, as they do.
class BenchmarksIT {
  @TempDir private Path work;

  private List<Measurement> run(Benchmark benchmark) throws Exception {
    BenchmarkSizes sizes =
        CommandLine.populateCommand(
            new BenchmarkSizes(),
            "--commands=2000",
            "--rooms=2",
            "--probes=10",
            "--seconds=3",
            "--warm-seconds=1",
            "--profile-rates=100");
    Checkout here = Checkout.at(Path.of("../.."));
    return benchmark.run(new Benchmark.Setting(here, work, sizes));
  }

  private static double value(List<Measurement> found, String variant, String figure) {
    return found.stream()
        .filter(each -> each.variant().equals(variant))
        .flatMap(each -> each.figure(figure).stream())
        .findFirst()
        .orElseThrow(() -> new AssertionError(variant + ", " + figure + " in " + found))
        .value();
  }

  @Test
  void aWorkerDrainsItsLogAndStartsAgain() throws Exception {
    List<Measurement> found = run(new WorkerBenchmark());
    for (String variant : List.of("one room", "2 rooms")) {
      assertThat(value(found, variant, "decided")).isPositive();
      assertThat(value(found, variant, "stored, file as closed")).isPositive();
    }
    assertThat(value(found, "plain pages", "bytes a decision")).isBetween(380.0, 420.0);
    assertThat(value(found, "one room", "kill to first decision")).isPositive();
    assertThat(value(found, "one room", "heap after collection")).isPositive();
  }

  @Test
  void aFullRoomIsJoinedAndReadBesideAnEmptyOne() throws Exception {
    List<Measurement> found = run(new RoomSizeBenchmark());
    assertThat(value(found, "empty room", "join p99")).isPositive();
    assertThat(value(found, "2000 bids", "join p99")).isPositive();
    assertThat(value(found, "2000 bids", "history, oldest page p99")).isPositive();
    assertThat(value(found, "over all rooms", "own bids p99")).isPositive();
  }

  @Test
  void aProfileSaysWhatABidCosts() throws Exception {
    List<Measurement> found = run(new ProfileBenchmark());
    assertThat(value(found, "100/s", "CPU a decided bid")).isPositive();
    assertThat(value(found, "100/s", "decided")).isPositive();
    assertThat(found.getFirst().figures())
        .extracting(Figure::name)
        .anyMatch(name -> name.startsWith("place "))
        .anyMatch(name -> name.startsWith(ProfileBenchmark.BUSIEST));
  }
}
