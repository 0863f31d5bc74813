package dev.gavel.local.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/// The machine in a few words, as figures of two machines cannot be compared.
final class MachineName {
  private static final Path CPU = Path.of("/proc/cpuinfo");
  private static final Path LOAD = Path.of("/proc/loadavg");
  private static final double BUSY_LOAD = 1.0;

  private MachineName() {}

  static String here() {
    return "%d cores, %s, JDK %s"
        .formatted(
            Runtime.getRuntime().availableProcessors(), processor(), Runtime.version().feature());
  }

  private static String processor() {
    try (Stream<String> lines = Files.lines(CPU)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown processor");
    } catch (IOException elsewhere) {
      return System.getProperty("os.arch");
    }
  }

  /// A warning when other work runs already; absent on a quiet machine.
  static Optional<String> warning() {
    try {
      double load = Double.parseDouble(Files.readString(LOAD).split(" ", 2)[0]);
      return load > BUSY_LOAD
          ? Optional.of("the machine is busy (load %.1f): do not publish".formatted(load))
          : Optional.empty();
    } catch (IOException elsewhere) {
      return Optional.empty();
    }
  }
}
