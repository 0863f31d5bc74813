package dev.gavel.local.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A JVM of the system that is measured.
final class JavaProcess implements AutoCloseable {
  private static final long STOP_LIMIT_S = 90;
  private static final long LOOK_AGAIN_MS = 20;

  private final Process process;
  private final Path log;

  private JavaProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /// Starts it in `folder`; what it prints goes to `log`. Nothing of it outlives this JVM.
  static JavaProcess start(
      Path folder, List<String> command, Map<String, String> environment, Path log)
      throws IOException {
    Files.createDirectories(log.toAbsolutePath().getParent());
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    JavaProcess started = new JavaProcess(builder.start(), log);
    Runtime.getRuntime().addShutdownHook(new Thread(started.process::destroy));
    return started;
  }

  long pid() {
    return process.pid();
  }

  boolean alive() {
    return process.isAlive();
  }

  /// What it has printed so far.
  String printed() throws IOException {
    return Files.readString(log);
  }

  /// A condition that another process makes true.
  interface Condition {
    boolean holds() throws IOException;
  }

  /// Waits for it.
  ///
  /// @throws IOException when it does not hold in time, or this process has ended
  void await(String what, Duration limit, Condition condition)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    while (!condition.holds()) {
      if (!process.isAlive() || System.nanoTime() > end) {
        throw new IOException(
            "%s: not within %s, %s; see %s"
                .formatted(what, limit, alive() ? "still runs" : "has ended", log));
      }
      Thread.sleep(LOOK_AGAIN_MS);
    }
  }

  /// Waits until it has ended by itself.
  void awaitEnd(Duration limit) throws IOException, InterruptedException {
    if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS) || process.exitValue() != 0) {
      throw new IOException("did not end well within " + limit + "; see " + log);
    }
  }

  /// Processor time so far, with its children's (Redis is one).
  Duration cpu() {
    return sum(Stream.of(process.toHandle())).plus(childrenCpu());
  }

  Duration childrenCpu() {
    return sum(process.descendants());
  }

  private static Duration sum(Stream<ProcessHandle> processes) {
    return processes
        .flatMap(one -> one.info().totalCpuDuration().stream())
        .reduce(Duration.ZERO, Duration::plus);
  }

  /// Asks the JVM something.
  String ask(String... words) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(pid())));
    command.addAll(List.of(words));
    Process jcmd = new ProcessBuilder(command).redirectErrorStream(true).start();
    return new String(jcmd.getInputStream().readAllBytes(), UTF_8);
  }

  /// SIGKILL.
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /// SIGTERM, and SIGKILL when that takes too long.
  @Override
  public void close() {
    try {
      process.destroy();
      if (!process.waitFor(STOP_LIMIT_S, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}
