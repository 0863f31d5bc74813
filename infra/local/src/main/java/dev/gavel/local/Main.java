package dev.gavel.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The command that runs the whole system on one machine until it is told to stop.
@Command(
    name = "gavel",
    mixinStandardHelpOptions = true,
    version = "gavel 0.1.0",
    sortOptions = false,
    description = {"경매 시스템 전체를 이 컴퓨터에서 실행합니다.", "Runs the whole auction system on this machine."},
    footer = {"", "mvn -Prun -Dargs=\"--fresh --users 500\""})
public final class Main implements Callable<Integer> {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = ".gavel",
      description = "데이터 폴더 data folder (${DEFAULT-VALUE})")
  private Path data = Path.of(".gavel");

  @Option(names = "--fresh", description = "데이터 폴더를 비우고 시작 empty the data folder first")
  private boolean fresh;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "3000",
      description = "첫 게이트웨이의 포트 port of the first gateway (${DEFAULT-VALUE})")
  private int port;

  @Option(
      names = "--gateways",
      paramLabel = "N",
      defaultValue = "2",
      description = "게이트웨이 수 gateways (${DEFAULT-VALUE})")
  private int gateways;

  @Option(
      names = "--workers",
      paramLabel = "N",
      defaultValue = "2",
      description = "응찰 처리기 수 bid workers (${DEFAULT-VALUE})")
  private int workers;

  @Option(
      names = "--users",
      paramLabel = "N",
      defaultValue = "6",
      description = "데모 사용자 수 demo users (${DEFAULT-VALUE})")
  private int users;

  @Option(
      names = "--rooms",
      paramLabel = "N",
      defaultValue = "0",
      description = "몇 시간 열려 있는 방을 더 further rooms, open for hours (${DEFAULT-VALUE})")
  private int rooms;

  @Option(
      names = "--bids-per-second",
      paramLabel = "N",
      defaultValue = "10",
      description = "한 사람의 초당 응찰 한도 most bids a second of one user (${DEFAULT-VALUE})")
  private int bidsPerSecond;

  @Option(names = "--no-house", description = "처음에 자동으로 응찰하지 않음 no house bidder at the start")
  private boolean noHouse;

  @Option(
      names = "--store",
      paramLabel = "WHICH",
      defaultValue = "auto",
      description = "문서 저장소 documents in: mongod, stand-in, auto (${DEFAULT-VALUE})")
  private String store = "";

  @Option(
      names = "--external",
      description = "다른 곳의 서버를 사용 use servers that run elsewhere, at these addresses:")
  private boolean external;

  @Option(
      names = "--kafka",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:9092",
      description = "(${DEFAULT-VALUE})")
  private String kafka = "";

  @Option(
      names = "--redis",
      paramLabel = "URI",
      defaultValue = "redis://127.0.0.1:6379",
      description = "(${DEFAULT-VALUE})")
  private String redis = "";

  @Option(
      names = "--mongo",
      paramLabel = "URI",
      defaultValue = "mongodb://127.0.0.1:27017",
      description = "(${DEFAULT-VALUE})")
  private String mongo = "";

  @Option(
      names = "--seed-only",
      description = "사람, 작품, 방만 넣고 끝냄 only put people, items and rooms there, and end")
  private boolean seedOnly;

  /// A SIGTERM to Maven leaves its child running: the child looks after itself.
  @Option(names = "--stop-with-parent", hidden = true)
  private boolean stopWithParent;

  private final List<String> given;
  private volatile boolean stopping;
  private volatile boolean running;

  private Main(List<String> given) {
    this.given = given;
  }

  public static void main(String[] args) {
    PrintWriter out =
        new PrintWriter(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    System.exit(new CommandLine(new Main(List.of(args))).setOut(out).execute(args));
  }

  @Override
  public Integer call() throws InterruptedException {
    Progress progress = Progress.onTerminal();
    Plan plan;
    try {
      plan = plan();
    } catch (IllegalArgumentException wrong) {
      progress.line(String.valueOf(wrong.getMessage()));
      return CommandLine.ExitCode.USAGE;
    }
    // Before the first logger is made. Both services bring a configuration of their own.
    System.setProperty("logback.configurationFile", "logback-local.xml");
    System.setProperty("gavel.log", plan.data().resolve("gavel.log").toString());
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    if (seedOnly) {
      return Seeding.of(plan, progress) ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }
    LocalSystem system = new LocalSystem(plan, progress);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(system, progress), "stop"));
    if (stopWithParent) {
      ProcessHandle.current().parent().ifPresent(ParentWatch::exitWith);
    }
    if (!started(system, plan, progress)) {
      return CommandLine.ExitCode.SOFTWARE;
    }
    new CountDownLatch(1).await();
    return CommandLine.ExitCode.OK;
  }

  private Plan plan() {
    if (seedOnly && !external) {
      throw new IllegalArgumentException("--seed-only: --external");
    }
    return new Plan(
        data,
        fresh,
        port,
        gateways,
        workers,
        users,
        rooms,
        !noHouse,
        bidsPerSecond,
        external ? Optional.of(new Plan.Addresses(kafka, redis, mongo)) : Optional.empty(),
        Store.of(store));
  }

  private boolean started(LocalSystem system, Plan plan, Progress progress) {
    try {
      progress.line("Gavel을 시작합니다 / starting");
      JsonNode demo = system.start();
      running = true;
      Banner.lines(demo, plan.data(), uptime(), command()).forEach(progress::line);
      return true;
    } catch (CannotStart inTheWay) {
      progress.line(String.valueOf(inTheWay.getMessage()));
    } catch (Exception e) {
      if (!stopping) {
        LoggerFactory.getLogger(Main.class).error("the start failed", e);
        progress.line("시작하지 못했습니다: " + e);
        progress.line("Could not start; details in " + plan.data().resolve("gavel.log"));
      }
    }
    return false;
  }

  private void stop(LocalSystem system, Progress progress) {
    stopping = true;
    system.close();
    if (running) {
      progress.line("Gavel을 껐습니다 / stopped");
    }
  }

  /// Since the JVM began: what the person waited for.
  private static Duration uptime() {
    return Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime());
  }

  /// The same start without Maven.
  private String command() {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> flag.startsWith("-X") || flag.startsWith("--sun-misc"))
        .forEach(words::add);
    words.add("-jar");
    words.add(System.getProperty("java.class.path"));
    given.stream().filter(word -> !word.equals("--stop-with-parent")).forEach(words::add);
    return String.join(" ", words);
  }
}
