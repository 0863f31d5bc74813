package dev.gavel.local.startcache;

import dev.gavel.backends.Ports;
import dev.gavel.local.LocalSystem;
import dev.gavel.local.ParentWatch;
import dev.gavel.local.Plan;
import dev.gavel.local.Store;
import dev.gavel.local.load.Load;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.bridge.SLF4JBridgeHandler;

/// A process that starts a whole system in a folder of its own, lets viewers and bidders of both
/// protocols use it for some seconds, and ends. The JVM that runs it records what it learns. It
/// ends early with the process that started it.
public final class TrainingRun {
  /// Long enough for the methods on a bid's path to be called some thousand times.
  private static final String SECONDS = "6";

  private static final int USERS = 100;
  private static final int ROOMS = 3;
  private static final int BIDS_PER_SECOND = 100;

  private TrainingRun() {}

  public static void main(String[] args) throws Exception {
    ProcessHandle.current().parent().ifPresent(ParentWatch::exitWith);
    Path folder = Files.createTempDirectory("gavel-training");
    System.setProperty("logback.configurationFile", "logback-local.xml");
    System.setProperty("gavel.log", folder.resolve("gavel.log").toString());
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    LocalSystem system = LocalSystem.silent(plan(folder));
    // Also when it is told to end early: its Redis is a process, which would stay.
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(system, folder), "end"));
    system.start();
    use(folder);
    System.exit(0);
  }

  private static Plan plan(Path folder) throws IOException {
    return new Plan(
        folder,
        false,
        ports(),
        2,
        2,
        USERS,
        ROOMS,
        false,
        BIDS_PER_SECOND,
        Optional.empty(),
        Optional.of(Store.STAND_IN));
  }

  /// Two free ports, one after the other.
  private static int ports() throws IOException {
    int port = Ports.free();
    while (port == 65_535 || !Ports.isFree(port) || !Ports.isFree(port + 1)) {
      port = Ports.free();
    }
    return port;
  }

  private static void use(Path folder) throws Exception {
    List<String> words = new ArrayList<>(List.of("hot", "--protocol", "both", "--winning", "0.2"));
    words.addAll(List.of("--viewers", "60", "--bidders", "20", "--rate", "250"));
    words.addAll(List.of("--seconds", SECONDS, "--data", folder.toString()));
    Load.run(words.toArray(String[]::new));
  }

  private static void end(LocalSystem system, Path folder) {
    system.close();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    } catch (IOException left) {
      System.err.println("left behind: " + left);
    }
  }
}
