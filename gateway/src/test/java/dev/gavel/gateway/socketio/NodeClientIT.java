package dev.gavel.gateway.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gavel.gateway.ConformanceServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// The npm client library as our users have it, in Node.
class NodeClientIT {
  private static final String LIBRARY = "socket.io-client@4.8";
  private static final int LIMIT_S = 180;

  @Test
  void theLibraryCannotTellTheDifference() throws IOException, InterruptedException {
    assumeTrue(
        runs("node", "--version") && runs("npm", "--version"),
        "there is no Node here: socket.io-client for JavaScript was not tried");
    Path folder = Files.createDirectories(Path.of("target", "node-client").toAbsolutePath());
    for (String file : new String[] {"package.json", "client.mjs"}) {
      try (InputStream in = getClass().getResourceAsStream("/node/" + file)) {
        Files.copy(
            Objects.requireNonNull(in, file),
            folder.resolve(file),
            StandardCopyOption.REPLACE_EXISTING);
      }
    }
    if (!Files.exists(folder.resolve("node_modules/socket.io-client"))) {
      run(folder, "npm", "install", "--no-audit", "--no-fund", "--no-save", LIBRARY);
    }
    try (ConformanceServer server = ConformanceServer.start(ConformanceServer.patient())) {
      run(folder, "node", "client.mjs", "http://127.0.0.1:" + server.port());
    }
  }

  private static void run(Path folder, String... command) throws IOException, InterruptedException {
    Path log = folder.resolve(command[0] + ".log");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    boolean ended = process.waitFor(LIMIT_S, TimeUnit.SECONDS);
    process.destroyForcibly();
    assertThat(ended).as("ended within %d s:%n%s", LIMIT_S, Files.readString(log)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(log)).isZero();
  }

  private static boolean runs(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
