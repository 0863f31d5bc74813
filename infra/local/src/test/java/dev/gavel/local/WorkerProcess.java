package dev.gavel.local;

import dev.gavel.backends.Backends;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A bid worker as a process of its own, as production runs it, so that it can really be killed.
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
                "-Xmx256m",
                "-Dlogback.configurationFile=logback-local.xml",
                "-Dgavel.log=target/" + name + ".log",
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
    return new WorkerProcess(builder.inheritIO().start());
  }

  /// SIGKILL.
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException("a worker did not end on SIGTERM");
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
