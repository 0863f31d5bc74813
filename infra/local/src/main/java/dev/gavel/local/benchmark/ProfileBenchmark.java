package dev.gavel.local.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gavel.local.load.Disturbance;
import dev.gavel.local.load.Load;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// What a bid costs: processor time of the whole local system by groups of threads, and by the
/// places of our code in a flight recording, at a usual rate and at the most.
final class ProfileBenchmark implements Benchmark {
  /// What a benchmark of this name is called in the results.
  static final String NAME = "profile";

  /// Microseconds of all threads of a group for one decided bid; the group's name follows.
  static final String GROUP = "thread ";

  /// The same of the busiest thread of the group.
  static final String BUSIEST = "busiest ";

  private static final int LARGEST = 10;

  @Override
  public List<Measurement> run(Setting setting) throws Exception {
    List<Measurement> found = new ArrayList<>();
    for (int rate : setting.sizes().profileRates) {
      List<String> options = List.of("--users", "1000", "--rooms", "10");
      Path data = setting.unused("profile-" + rate);
      try (LocalRun system = LocalRun.start(setting.checkout(), data, options)) {
        Profile profile = new Profile(system.process(), data.resolve("profile.jfr"));
        JsonNode report = load(profile, system, rate, setting.sizes());
        found.add(profile.measurement(rate, report));
      }
    }
    return found;
  }

  private static JsonNode load(Profile profile, LocalRun system, int rate, BenchmarkSizes sizes)
      throws Exception {
    Disturbance watched =
        _ -> {
          profile.begin();
          TimeUnit.SECONDS.sleep(Math.max(1, sizes.seconds - 2));
          profile.end();
        };
    return Load.run(
        watched,
        "too-low",
        "--data",
        system.data().toString(),
        "--viewers",
        "100",
        "--bidders",
        "200",
        "--winning",
        "0.01",
        "--rate",
        Integer.toString(rate),
        "--seconds",
        Integer.toString(sizes.seconds),
        "--warm-seconds",
        Integer.toString(sizes.warmSeconds),
        "--warm-rate",
        Integer.toString(Math.min(rate, 2_000)));
  }

  /// The watched time of one process.
  private static final class Profile {
    private final JavaProcess process;
    private final Path recording;
    private ThreadCpu before = ThreadCpu.of("");
    private ThreadCpu after = ThreadCpu.of("");
    private double childrenMs;
    private double seconds;

    Profile(JavaProcess process, Path recording) {
      this.process = process;
      this.recording = recording;
    }

    void begin() {
      try {
        process.ask("JFR.start", "name=profile", "settings=profile");
        before = ThreadCpu.of(process.ask("Thread.print"));
        childrenMs = -process.childrenCpu().toNanos() / 1e6;
        seconds = -System.nanoTime() / 1e9;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    void end() {
      try {
        after = ThreadCpu.of(process.ask("Thread.print"));
        childrenMs += process.childrenCpu().toNanos() / 1e6;
        seconds += System.nanoTime() / 1e9;
        process.ask("JFR.stop", "name=profile", "filename=" + recording);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    Measurement measurement(int rate, JsonNode report) throws IOException {
      double decided = Math.max(1, report.at("/bids/decidedPerSecond").asDouble() * seconds);
      Map<String, Double> groups = after.groupsSince(before);
      groups.put(ThreadGroups.REDIS, childrenMs);
      double all = groups.values().stream().mapToDouble(Double::doubleValue).sum();
      List<Figure> figures = new ArrayList<>();
      figures.add(Figure.more("decided", decided / seconds, "/s"));
      figures.add(Figure.less("cores", all / 1e3 / seconds, "cores"));
      figures.add(Figure.less("CPU a decided bid", all * 1e3 / decided, "µs"));
      groups.entrySet().stream()
          .sorted(Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder()))
          .limit(LARGEST)
          .forEach(each -> {
            double us = each.getValue() * 1e3 / decided;
            figures.add(Figure.plain(GROUP + each.getKey(), us, "µs/bid"));
            double busiest = after.busiestSince(before, each.getKey()) * 1e3 / decided;
            figures.add(Figure.plain(BUSIEST + each.getKey(), busiest, "µs/bid"));
          });
      FrameCosts costs = FrameCosts.of(recording);
      for (FrameCosts.Cost cost : costs.largest(LARGEST)) {
        figures.add(Figure.plain("place " + cost.where(), 100 * cost.share(), "% of samples"));
      }
      return new Measurement(NAME, rate + "/s", figures);
    }
  }
}
