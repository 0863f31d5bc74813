package dev.gavel.local.benchmark;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The command that measures a checkout and compares with earlier runs.
@Command(
    name = "benchmarks",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {"빌드된 작업 폴더를 잽니다.", "Measures a checkout that was built."},
    footer = {"", "infra/local/benchmarks worker overload"})
public final class BenchmarkCli implements Callable<Integer> {
  /// Worse than the run before.
  private static final int REGRESSION = 3;

  @Parameters(
      paramLabel = "BENCHMARK",
      arity = "0..*",
      description = "worker, latency, overload, crowd, size, away, profile, model; none: all")
  private List<String> names = List.of();

  @Option(
      names = "--system",
      paramLabel = "DIR",
      defaultValue = ".",
      description = "재는 작업 폴더 the checkout that is measured (${DEFAULT-VALUE})")
  private Path system = Path.of(".");

  @Option(
      names = "--results",
      paramLabel = "FILE",
      defaultValue = ".gavel-benchmarks/results.jsonl",
      description = "결과가 더해지는 파일 where figures are added (${DEFAULT-VALUE})")
  private Path results = Path.of("results.jsonl");

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = ".gavel-benchmarks",
      description = "그림 where pictures go (${DEFAULT-VALUE})")
  private Path out = Path.of(".");

  @Option(
      names = "--work",
      paramLabel = "DIR",
      defaultValue = "${sys:java.io.tmpdir}",
      description = "임시 폴더 data of the systems, deleted afterwards (${DEFAULT-VALUE})")
  private Path work = Path.of(".");

  @Option(names = "--keep", description = "임시 폴더를 남김 leaves data and logs of the systems there")
  private boolean keep;

  @Option(names = "--compare", description = "이전 결과와 비교 says what became worse, and exits with 3")
  private boolean compare;

  @Option(names = "--compare-only", description = "재지 않고 비교만 the same without measuring")
  private boolean compareOnly;

  @Mixin private BenchmarkSizes sizes = new BenchmarkSizes();

  private final PrintWriter print =
      new PrintWriter(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);

  private BenchmarkCli() {}

  public static void main(String[] args) {
    System.setProperty("logback.configurationFile", "logback-load.xml");
    System.exit(new CommandLine(new BenchmarkCli()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    int failed = compareOnly ? 0 : measureAll();
    if (failed > 0) {
      return CommandLine.ExitCode.SOFTWARE;
    }
    return compare || compareOnly ? compared() : CommandLine.ExitCode.OK;
  }

  private Map<String, Benchmark> benchmarks() throws IOException {
    Map<String, Benchmark> all = new LinkedHashMap<>();
    all.put("worker", new WorkerBenchmark());
    all.put("latency", new LatencyBenchmark());
    all.put("overload", new OverloadBenchmark());
    all.put("crowd", new CrowdBenchmark());
    all.put("size", new RoomSizeBenchmark());
    all.put("away", new StoreAwayBenchmark());
    all.put("profile", new ProfileBenchmark());
    all.put("model", setting -> new CapacityModel(RecordedRun.all(results)).run(setting));
    return all;
  }

  /// @return how many failed
  private int measureAll() throws IOException {
    Checkout checkout = Checkout.at(system);
    MachineName.warning().ifPresent(print::println);
    Map<String, Benchmark> all = benchmarks();
    int failed = 0;
    for (String name : names.isEmpty() ? List.copyOf(all.keySet()) : names) {
      Benchmark benchmark = all.get(name);
      if (benchmark == null) {
        throw new CommandLine.ParameterException(
            new CommandLine(this), "benchmarks: " + String.join(", ", all.keySet()));
      }
      try {
        measure(name, benchmark, checkout);
      } catch (Exception broken) {
        // The others may still tell something.
        failed++;
        print.println(name + ": " + broken);
        broken.printStackTrace(print);
      }
    }
    return failed;
  }

  private void measure(String name, Benchmark benchmark, Checkout checkout) throws Exception {
    Instant at = Instant.now();
    print.println("== " + name + ": " + checkout.commit() + ", " + at);
    Path folder = Files.createTempDirectory(Files.createDirectories(work).toRealPath(), "gavel-");
    List<Measurement> found = new ArrayList<>();
    try {
      found.addAll(benchmark.run(new Benchmark.Setting(checkout, folder, sizes)));
    } finally {
      if (keep) {
        print.println("data and logs: " + folder);
      } else {
        Deletion.of(folder);
      }
    }
    String machine = MachineName.here();
    for (Measurement each : found) {
      print.println(each.text());
      new RecordedRun(at, checkout.commit(), machine, sizes.text(), each).appendTo(results);
    }
    Files.createDirectories(out);
    String below = "%s · %s · %s".formatted(checkout.commit(), machine, at);
    Path picture = out.resolve(name + "-" + checkout.commit().replace("+", "") + ".svg");
    Files.writeString(picture, BarChart.of("Gavel " + name, below, found));
    print.println("picture: " + picture);
  }

  private int compared() throws IOException {
    List<RunComparison.Regression> found = RunComparison.regressions(RecordedRun.all(results));
    found.forEach(each -> print.println("WORSE " + each.text()));
    print.println(
        found.isEmpty() ? "nothing became worse" : found.size() + " figures became worse");
    return found.isEmpty() ? CommandLine.ExitCode.OK : REGRESSION;
  }
}
