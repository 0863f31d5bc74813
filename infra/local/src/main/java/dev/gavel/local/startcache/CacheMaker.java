package dev.gavel.local.startcache;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes a start cache with two child processes of lowest priority: one is trained and records, the
/// other writes the cache. Beside a running system it begins when that has been idle for a while,
/// and gives way when it is used.
public final class CacheMaker {
  private static final Logger LOG = LoggerFactory.getLogger(CacheMaker.class);

  /// How often the system's own processor time is looked at.
  private static final Duration WINDOW = Duration.ofSeconds(5);

  /// So many idle windows before a training.
  private static final int IDLE_WINDOWS = 4;

  /// Of one core: below it a system is idle, above the second it is in use.
  private static final double IDLE_CORES = 0.2;

  private static final double BUSY_CORES = 0.6;

  /// Of the machine, with all else that runs on it.
  private static final double IDLE_MACHINE = 0.5;

  /// A training that takes longer is given up.
  private static final Duration LIMIT = Duration.ofMinutes(4);

  private static final int MAX_TRIES = 3;

  private static final Path NICE = Path.of("/usr/bin/nice");
  private static final List<String> LOWEST = List.of(NICE.toString(), "-n", "19");

  private final StartCache cache;
  private final OperatingSystemMXBean machine =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private final List<Process> running = new ArrayList<>();
  private boolean closed;

  private CacheMaker(StartCache cache) {
    this.cache = cache;
  }

  /// Sees to the cache of this program beside the system that runs in this JVM, until that ends.
  ///
  /// @param say gets the lines for the person at the terminal
  public static void beside(Consumer<String> say) {
    Optional<StartCache> cache = StartCache.ofThisJvm();
    try {
      if (cache.isEmpty() || cache.get().isGood()) {
        return;
      }
      if (cache.get().drop()) {
        say.accept("시작 캐시가 이 프로그램과 맞지 않아 지웠습니다 / removed a start cache that does not fit");
      }
    } catch (IOException e) {
      LOG.warn("no start cache: {}", e.toString());
      return;
    }
    CacheMaker maker = new CacheMaker(cache.get());
    Runtime.getRuntime().addShutdownHook(new Thread(maker::close, "start cache"));
    maker.whenIdle(
        () -> say.accept("다음 시작을 빠르게 할 캐시를 만들었습니다 / start cache made: the next start is faster"));
  }

  /// Makes the cache of this program now, in the caller's thread.
  ///
  /// @return whether it is there; if not, the log beside the jar says why
  /// @throws IOException also when this program is no jar
  public static boolean now() throws IOException, InterruptedException {
    StartCache cache =
        StartCache.ofThisJvm().orElseThrow(() -> new IOException("only a jar has a start cache"));
    CacheMaker maker = new CacheMaker(cache);
    Runtime.getRuntime().addShutdownHook(new Thread(maker::close, "start cache"));
    return maker.make(false);
  }

  /// Makes the cache in the background, when there is time for it.
  private void whenIdle(Runnable made) {
    Thread.ofVirtual()
        .name("start cache")
        .start(() -> {
          try {
            for (int i = 0; i < MAX_TRIES; i++) {
              awaitIdle();
              if (make(true)) {
                made.run();
                return;
              }
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          } catch (IOException e) {
            LOG.warn("no start cache: {}", e.toString());
          }
        });
  }

  private boolean make(boolean givingWay) throws IOException, InterruptedException {
    String key = cache.key();
    Path folder = Files.createTempDirectory(cache.jar().toAbsolutePath().getParent(), "training");
    Path recorded = folder.resolve("recorded");
    Path made = folder.resolve("made");
    String jar = cache.jar().toString();
    try {
      boolean there =
          run(
                  givingWay,
                  List.of("-XX:AOTMode=record", "-XX:AOTConfiguration=" + recorded),
                  List.of("-cp", jar, TrainingRun.class.getName()))
              && run(
                  givingWay,
                  List.of(
                      "-XX:AOTMode=create",
                      "-XX:AOTConfiguration=" + recorded,
                      "-XX:AOTCache=" + made),
                  List.of("-jar", jar))
              && cache.adopt(made, key);
      LOG.info("start cache {}", there ? "made" : "not made, see " + log());
      return there;
    } finally {
      Files.deleteIfExists(recorded);
      Files.deleteIfExists(made);
      Files.deleteIfExists(folder);
    }
  }

  private Path log() {
    return cache.file().resolveSibling(cache.file().getFileName() + ".log");
  }

  private boolean run(boolean givingWay, List<String> flags, List<String> what)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(NICE.toFile().canExecute() ? LOWEST : List.of());
    command.add(JavaCommand.executable());
    JavaCommand.flags().stream().filter(flag -> !flag.startsWith("-XX:AOT")).forEach(command::add);
    command.addAll(flags);
    command.addAll(what);
    Process child = start(command);
    boolean ended = givingWay ? endedWhileIdle(child) : child.waitFor(LIMIT);
    if (!ended) {
      child.destroy();
    }
    return ended && child.exitValue() == 0;
  }

  private synchronized Process start(List<String> command)
      throws IOException, InterruptedException {
    if (closed) {
      throw new InterruptedException("closed");
    }
    Process child =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
            .start();
    running.add(child);
    return child;
  }

  private boolean endedWhileIdle(Process child) throws InterruptedException {
    long end = System.nanoTime() + LIMIT.toNanos();
    long before = machine.getProcessCpuTime();
    while (!child.waitFor(WINDOW)) {
      long now = machine.getProcessCpuTime();
      if (cores(now - before) > BUSY_CORES || System.nanoTime() > end) {
        return false;
      }
      before = now;
    }
    return true;
  }

  private void awaitIdle() throws InterruptedException {
    int idle = 0;
    while (idle < IDLE_WINDOWS) {
      long before = machine.getProcessCpuTime();
      Thread.sleep(WINDOW);
      boolean quiet =
          cores(machine.getProcessCpuTime() - before) < IDLE_CORES
              && machine.getCpuLoad() < IDLE_MACHINE;
      idle = quiet ? idle + 1 : 0;
    }
  }

  private static double cores(long cpuNs) {
    return (double) cpuNs / WINDOW.toNanos();
  }

  /// Tells a training to end and does not wait for it: it closes its own servers.
  private synchronized void close() {
    closed = true;
    running.forEach(Process::destroy);
  }
}
