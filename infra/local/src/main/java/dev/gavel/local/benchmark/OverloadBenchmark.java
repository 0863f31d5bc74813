package dev.gavel.local.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gavel.local.load.Load;
import java.util.ArrayList;
import java.util.List;

/// One room, ever more bids a second than can be decided: how many are, how long the others wait
/// for their refusal, and how long after the flood all is as usual. A fresh system for each rate.
final class OverloadBenchmark implements Benchmark {
  private static final int AFTER_SECONDS = 15;

  /// What the system is warmed up with: below what it can do.
  private static final int WARM_RATE = 2_000;

  @Override
  public List<Measurement> run(Setting setting) throws Exception {
    List<Measurement> found = new ArrayList<>();
    for (int rate : setting.sizes().rates) {
      try (LocalRun system =
          LocalRun.start(
              setting.checkout(),
              setting.unused("rate-" + rate),
              List.of("--users", "1000", "--rooms", "10"))) {
        JsonNode report = load(system, rate, setting.sizes());
        found.add(measurement(rate, report));
      }
    }
    return found;
  }

  private static JsonNode load(LocalRun system, int rate, BenchmarkSizes sizes) throws Exception {
    return Load.run(
        "too-low",
        "--data",
        system.data().toString(),
        "--viewers",
        "100",
        "--bidders",
        "200",
        "--rate",
        Integer.toString(rate),
        "--seconds",
        Integer.toString(sizes.seconds),
        "--warm-seconds",
        Integer.toString(sizes.warmSeconds),
        "--warm-rate",
        Integer.toString(Math.min(rate, WARM_RATE)),
        "--after-seconds",
        Integer.toString(AFTER_SECONDS));
  }

  private static Measurement measurement(int rate, JsonNode report) {
    double sent = report.at("/bids/sent").asDouble() / report.at("/seconds").asDouble();
    return new Measurement("one room", rate + "/s", LoadFigures.answers(report))
        .and(LoadFigures.shed(report))
        .and(
            List.of(
                Figure.less("as usual after", report.at("/normalAfterSeconds").asDouble(), "s"),
                Figure.plain("really offered", sent, "/s")))
        .and(LoadFigures.cores(report));
  }
}
