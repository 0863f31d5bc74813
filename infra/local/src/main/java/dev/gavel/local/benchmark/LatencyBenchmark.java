package dev.gavel.local.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gavel.local.load.Load;
import java.util.ArrayList;
import java.util.List;

/// 500 bids a second into one room of 1,100 sockets: warm, and the first half minute of a system
/// that has just started. The generator is warm both times.
final class LatencyBenchmark implements Benchmark {
  private static final int COLD_SECONDS = 30;
  private static final List<String> SYSTEM = List.of("--users", "3000", "--rooms", "10");

  @Override
  public List<Measurement> run(Setting setting) throws Exception {
    List<Measurement> found = new ArrayList<>();
    BenchmarkSizes sizes = setting.sizes();
    try (LocalRun system = LocalRun.start(setting.checkout(), setting.unused("warm"), SYSTEM)) {
      JsonNode warm = load(system, sizes.seconds, sizes.warmSeconds);
      found.add(measurement("warm", warm, system));
    }
    try (LocalRun system = LocalRun.start(setting.checkout(), setting.unused("cold"), SYSTEM)) {
      int seconds = Math.min(COLD_SECONDS, 2 * sizes.seconds);
      found.add(measurement("cold", load(system, seconds, 0), system));
    }
    return found;
  }

  private static JsonNode load(LocalRun system, int seconds, int warmSeconds) throws Exception {
    return Load.run(
        "hot",
        "--data",
        system.data().toString(),
        "--rate",
        "500",
        "--seconds",
        Integer.toString(seconds),
        "--warm-seconds",
        Integer.toString(warmSeconds));
  }

  private static Measurement measurement(String variant, JsonNode report, LocalRun system) {
    return new Measurement("500 bids/s", variant, LoadFigures.answers(report))
        .and(LoadFigures.deliveries(report))
        .and(LoadFigures.cores(report))
        .and(List.of(Figure.less("start", system.startSeconds(), "s")));
  }
}
