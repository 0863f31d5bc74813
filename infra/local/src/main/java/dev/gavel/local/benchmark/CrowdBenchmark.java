package dev.gavel.local.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gavel.local.load.Load;
import java.util.ArrayList;
import java.util.List;

/// 500 bids a second, every tenth good enough, into a room that thousands watch.
final class CrowdBenchmark implements Benchmark {
  @Override
  public List<Measurement> run(Setting setting) throws Exception {
    List<Measurement> found = new ArrayList<>();
    for (int viewers : setting.sizes().viewers) {
      try (LocalRun system =
          LocalRun.start(
              setting.checkout(),
              setting.unused("crowd-" + viewers),
              List.of("--users", "3000", "--rooms", "10"))) {
        JsonNode report = load(system, viewers, setting.sizes());
        found.add(
            new Measurement("crowd", viewers + " viewers", LoadFigures.deliveries(report))
                .and(LoadFigures.answers(report))
                .and(LoadFigures.cores(report)));
      }
    }
    return found;
  }

  private static JsonNode load(LocalRun system, int viewers, BenchmarkSizes sizes)
      throws Exception {
    return Load.run(
        "hot",
        "--data",
        system.data().toString(),
        "--viewers",
        Integer.toString(viewers),
        "--bidders",
        "100",
        "--rate",
        "500",
        "--winning",
        "0.1",
        "--seconds",
        Integer.toString(sizes.seconds),
        "--warm-seconds",
        Integer.toString(sizes.warmSeconds / 2));
  }
}
