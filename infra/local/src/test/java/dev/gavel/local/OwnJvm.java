package dev.gavel.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A program of ours in a JVM of its own: for what a JVM is told once, at its start.
final class OwnJvm implements AutoCloseable {
  private static final long STOP_LIMIT_S = 30;

  private final Process process;
  private final Path said;

  private OwnJvm(Process process, Path said) {
    this.process = process;
    this.said = said;
  }

  /// @param main the class, and its arguments
  /// @param said where everything goes that it says
  static OwnJvm start(
      List<String> main, Map<String, String> properties, Map<String, String> settings, Path said)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx384m", "-XX:TieredStopAtLevel=1"));
    command.addAll(
        List.of("--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED"));
    properties.forEach((key, value) -> command.add("-D" + key + "=" + value));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(main);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(settings);
    return new OwnJvm(builder.redirectOutput(said.toFile()).start(), said);
  }

  String said() throws IOException {
    return Files.readString(said);
  }

  /// SIGTERM, and waits for its end.
  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(STOP_LIMIT_S, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException("did not end on SIGTERM: " + said());
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
