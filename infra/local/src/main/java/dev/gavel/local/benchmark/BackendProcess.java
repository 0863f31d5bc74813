package dev.gavel.local.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// The servers of a checkout in their own process, seen from the benchmark.
record BackendProcess(JavaProcess process, String kafka, String redis, String mongo)
    implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofMinutes(2);

  /// Starts them with their files in `folder`.
  static BackendProcess start(Checkout checkout, Path folder)
      throws IOException, InterruptedException {
    List<String> command =
        checkout.program("-Xmx1g", BackendServers.class.getName(), folder.toString());
    // Before the class path, so that nothing but what it means to say is printed.
    command.add(1, "-Dlogback.configurationFile=logback-load.xml");
    JavaProcess process =
        JavaProcess.start(
            checkout.root(),
            command,
            Map.of(),
            folder.resolveSibling(folder.getFileName() + ".log"));
    try {
      process.await("servers", START_LIMIT, () -> process.printed().contains(BackendServers.READY));
      String line =
          process
              .printed()
              .lines()
              .filter(each -> each.startsWith(BackendServers.READY))
              .findFirst()
              .orElseThrow();
      List<String> addresses =
          List.of(line.substring(BackendServers.READY.length()).strip().split(" "));
      return new BackendProcess(process, addresses.get(0), addresses.get(1), addresses.get(2));
    } catch (IOException failed) {
      process.close();
      throw failed;
    }
  }

  /// The three as the services read them.
  Map<String, String> environment() {
    return Map.of("KAFKA_BOOTSTRAP", kafka, "REDIS_URI", redis, "MONGO_URI", mongo);
  }

  @Override
  public void close() {
    process.close();
  }
}
