package dev.gavel.bids.work;

import dev.gavel.backends.Backends;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A worker as a process of its own, so that it can be killed, stopped and woken.
final class WorkerProcess implements AutoCloseable {
  private final Process process;

  private WorkerProcess(Process process) {
    this.process = process;
  }

  static WorkerProcess start(String name, Backends backends) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx200m",
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.gavel.bids.Main"));
    builder
        .environment()
        .putAll(
            Map.of(
                "KAFKA_BOOTSTRAP", backends.kafkaBootstrap(),
                "REDIS_URI", backends.redisUri(),
                "MONGO_URI", backends.mongoUri(),
                "WORKER_NAME", name,
                "WORKER_ADMIN_PORT", "0"));
    Path log = Path.of("target", name + ".log");
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    return new WorkerProcess(builder.start());
  }

  /// SIGKILL.
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /// SIGSTOP or SIGCONT.
  void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  /// SIGTERM.
  ///
  /// @return whether it ended by itself within the time that a stop may take
  boolean terminate() throws InterruptedException {
    process.destroy();
    return process.waitFor(15, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
