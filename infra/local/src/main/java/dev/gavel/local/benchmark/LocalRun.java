package dev.gavel.local.benchmark;

import dev.gavel.backends.Ports;
import dev.gavel.local.load.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The whole system of a checkout, running in one process as `mvn -Prun` starts it.
///
/// @param startSeconds from the start of the JVM until everything ran
record LocalRun(JavaProcess process, Path data, double startSeconds) implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofMinutes(3);

  /// Starts it on a folder that does not exist yet.
  static LocalRun start(Checkout checkout, Path data, List<String> options)
      throws IOException, InterruptedException {
    List<String> words =
        new ArrayList<>(
            List.of(
                "--data",
                data.toString(),
                "--no-house",
                "--port",
                Integer.toString(twoPorts()),
                "--bids-per-second",
                "1000"));
    words.addAll(options);
    long began = System.nanoTime();
    JavaProcess process =
        JavaProcess.start(
            checkout.root(),
            checkout.system(words),
            Map.of(),
            data.resolveSibling(data.getFileName() + ".log"));
    try {
      // It is written when all else is done.
      process.await("system", START_LIMIT, () -> Files.exists(data.resolve("demo.json")));
      return new LocalRun(process, data, (System.nanoTime() - began) / 1e9);
    } catch (IOException failed) {
      process.close();
      throw failed;
    }
  }

  /// Two gateways count up from the first.
  private static int twoPorts() throws IOException {
    int port = Ports.free();
    while (!Ports.isFree(port) || !Ports.isFree(port + 1)) {
      port = Ports.free();
    }
    return port;
  }

  Target target() throws IOException {
    return Target.read(data);
  }

  @Override
  public void close() {
    process.close();
  }
}
