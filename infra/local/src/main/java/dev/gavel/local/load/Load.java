package dev.gavel.local.load;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The command that puts load on a system that runs on this machine.
@Command(
    name = "load",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {"이 컴퓨터에서 도는 시스템에 부하를 줍니다.", "Puts load on a system that runs on this machine."},
    footer = {
      "",
      "mvn -Prun  -Dargs=\"--fresh --no-house --users 3000 --rooms 200\"",
      "mvn -Pload -Dargs=\"hot --seconds 20\""
    })
public final class Load implements Callable<Integer> {
  /// Beyond the plan's own time: rooms are opened, seats taken and answers awaited, each within a
  /// limit of its own, and the JVM needs its time on a full machine.
  private static final long SPARE_S = 2 * Crowd.SEAT_LIMIT_S + Run.QUIET_LIMIT_S + 50;

  /// Few enough for any system, enough to see within a quarter of a second how it does.
  private static final double AFTER_PER_S = 200;

  @Parameters(
      paramLabel = "SCENARIO",
      defaultValue = "hot",
      description =
          "calm, hot, too-low, closing, duel, reconnect, stampede, slow (${DEFAULT-VALUE})")
  private String scenario = "";

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = ".gavel",
      description = "demo.json이 있는 폴더 folder of the system (${DEFAULT-VALUE})")
  private Path data = Path.of(".gavel");

  @Option(names = "--rooms", paramLabel = "N", description = "방 rooms")
  private @Nullable Integer rooms;

  @Option(names = "--viewers", paramLabel = "N", description = "방마다 보는 사람 viewers a room")
  private @Nullable Integer viewers;

  @Option(names = "--bidders", paramLabel = "N", description = "응찰하는 사람 bidders, over all rooms")
  private @Nullable Integer bidders;

  @Option(names = "--rate", paramLabel = "N", description = "초당 응찰 bids a second, over all rooms")
  private @Nullable Double rate;

  @Option(
      names = "--winning",
      paramLabel = "0..1",
      description = "이길 만한 응찰의 비율 share of bids that are enough")
  private @Nullable Double winning;

  @Option(names = "--seconds", paramLabel = "N", description = "재는 시간 how long bids are sent")
  private @Nullable Integer seconds;

  @Option(
      names = "--warm-seconds",
      paramLabel = "N",
      defaultValue = "0",
      description = "먼저 재지 않고 응찰 first bids that are not measured (${DEFAULT-VALUE})")
  private int warmSeconds;

  @Option(names = "--warm-rate", paramLabel = "N", description = "그때 초당 응찰 bids a second then")
  private @Nullable Double warmRate;

  @Option(
      names = "--after-seconds",
      paramLabel = "N",
      defaultValue = "0",
      description = "끝난 뒤 정상이 될 때까지 afterwards: when is all well again (${DEFAULT-VALUE})")
  private int afterSeconds;

  @Option(
      names = "--skip-rooms",
      paramLabel = "N",
      defaultValue = "0",
      description = "처음 몇 방은 빼고 leaves the first rooms alone (${DEFAULT-VALUE})")
  private int skipRooms;

  @Option(
      names = "--closed",
      description = "답을 받고 다시 응찰 closed loop: a bidder waits for its answer")
  private boolean closed;

  @Option(
      names = "--protocol",
      paramLabel = "P",
      defaultValue = "SOCKETIO",
      description = "socketio, plain, both (${DEFAULT-VALUE})")
  private LoadPlan.Tongue tongue = LoadPlan.Tongue.SOCKETIO;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "1",
      description = "읽는 스레드 threads that read (${DEFAULT-VALUE})")
  private int threads = 1;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "(${DEFAULT-VALUE})")
  private long seed = 1;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "target/load",
      description = "그림 where the picture goes (${DEFAULT-VALUE})")
  private Path out = Path.of("target/load");

  private Load() {}

  public static void main(String[] args) {
    PrintWriter out = stdout();
    System.setProperty("logback.configurationFile", "logback-load.xml");
    System.exit(
        new CommandLine(new Load())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setOut(out)
            .execute(args));
  }

  /// Runs with the words of a command line, in this JVM.
  ///
  /// @return what the command would print
  public static ObjectNode run(String... words) throws Exception {
    return run(Disturbance.NONE, words);
  }

  /// The same on a system to which something happens meanwhile.
  public static ObjectNode run(Disturbance disturbance, String... words) throws Exception {
    Load load = new Load();
    new CommandLine(load).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(words);
    return new Report(load.measure(load.plan(), disturbance)).json();
  }

  @Override
  public Integer call() throws Exception {
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    try {
      LoadPlan plan = plan();
      endAnyway(plan);
      err.println("load: " + plan);
      return tell(measure(plan, Disturbance.NONE));
    } catch (IllegalArgumentException | IOException wrong) {
      err.println(wrong.getMessage());
      return CommandLine.ExitCode.USAGE;
    }
  }

  private Report.Result measure(LoadPlan plan, Disturbance disturbance) throws Exception {
    Target target = Target.read(data).skipping(skipRooms);
    try (Run run = new Run(plan, target, RoomsForLoad.of(plan, target))) {
      run.disturbedBy(disturbance);
      return run.go();
    }
  }

  private LoadPlan plan() {
    Scenario shape =
        Scenario.of(scenario)
            .orElseThrow(() -> new IllegalArgumentException("scenarios: " + Scenario.words()));
    return new LoadPlan(
        shape,
        given(rooms, shape.rooms),
        given(viewers, shape.viewers),
        given(bidders, shape.bidders),
        given(rate, shape.offersPerS),
        given(winning, shape.winning),
        given(seconds, shape.seconds),
        closed,
        tongue,
        threads,
        seed,
        new LoadPlan.Phases(
            warmSeconds,
            given(warmRate, given(rate, shape.offersPerS)),
            afterSeconds,
            AFTER_PER_S));
  }

  private static <T> T given(@Nullable T option, T otherwise) {
    return Optional.ofNullable(option).orElse(otherwise);
  }

  /// Whatever hangs: a load that does not end by itself is an attack. Says so in a line of JSON
  /// too.
  private static void endAnyway(LoadPlan plan) {
    long afterS = plan.allSeconds() + SPARE_S;
    Thread.ofPlatform()
        .daemon()
        .name("end anyway")
        .start(() -> {
          try {
            Thread.sleep(afterS * 1000L);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          String word = plan.scenario().word();
          stdout()
              .printf(
                  "{\"scenario\":\"%s\",\"consistent\":false,\"endedAfterS\":%d}%n", word, afterS);
          Runtime.getRuntime().halt(2);
        });
  }

  private static PrintWriter stdout() {
    return new PrintWriter(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
  }

  private int tell(Report.Result result) throws IOException {
    Report report = new Report(result);
    Files.createDirectories(out);
    Path picture = out.resolve(result.plan().scenario().word() + ".svg");
    Files.writeString(picture, report.picture());
    stdout().println(report.json().put("picture", picture.toString()));
    return result.consistent() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }
}
