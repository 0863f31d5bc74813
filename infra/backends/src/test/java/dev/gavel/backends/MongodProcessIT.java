package dev.gavel.backends;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// How a `mongod` lives and ends as a child. The one on the PATH here is a script that takes its
/// arguments and becomes FerretDB: the launcher is tested, not the server.
@Timeout(900) // may build FerretDB
class MongodProcessIT {
  private static final Duration LIMIT = Duration.ofSeconds(40);

  @TempDir private Path folder;

  @BeforeEach
  void mongod() throws IOException {
    assumeTrue(FerretDb.absentBecause().isEmpty(), () -> FerretDb.absentBecause().orElse(""));
    Path script = Files.createDirectory(folder.resolve("bin")).resolve("mongod");
    Files.writeString(
        script,
        """
        #!/bin/sh
        while [ $# -gt 0 ]; do
          case $1 in --dbpath) folder=$2 ;; --port) port=$2 ;; esac
          shift
        done
        exec '%s' --handler=sqlite --sqlite-url="file:$folder/" --state-dir="$folder" \\
          --listen-addr="127.0.0.1:$port" --debug-addr=- --telemetry=disable
        """
            .formatted(FerretDb.program()));
    assertThat(script.toFile().setExecutable(true)).isTrue();
  }

  /// The program that starts it, and what it said.
  private record Parent(Process process, String uri, ProcessHandle server) {
    boolean serves() {
      return MongoPing.answers(URI.create(uri).getPort());
    }
  }

  @Test
  void itEndsWithAParentThatStops() throws Exception {
    Parent parent = start();
    assertThat(parent.serves()).isTrue();
    parent.process().getOutputStream().close();
    assertThat(parent.process().waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(parent.process().exitValue()).isZero();
    assertThat(parent.server().isAlive()).isFalse();
    assertThat(folder.resolve("data/mongod.pid")).doesNotExist();
  }

  @Test
  void itEndsWithAParentThatIsKilledAndTheNextStartGoesOn() throws Exception {
    Parent killed = start();
    killed.process().destroyForcibly().waitFor();
    // Not waited for: the next start may come before the last server has ended.
    Parent next = start();
    assertThat(next.serves()).isTrue();
    Awaitility.await().atMost(LIMIT).until(() -> !killed.server().isAlive());
    next.process().destroyForcibly().waitFor();
    Awaitility.await().atMost(LIMIT).until(() -> !next.server().isAlive());
  }

  @Test
  void aLeftoverIsEndedBeforeItsFolderIsDeleted() throws Exception {
    Parent killed = start();
    killed.process().destroyForcibly().waitFor();
    MongodProcess.endLeftover(folder.resolve("data"));
    assertThat(killed.serves()).isFalse();
    assertThat(folder.resolve("data/mongod.pid")).doesNotExist();
  }

  private Parent start() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                MongodProgram.class.getName(),
                folder.resolve("data").toString()));
    builder
        .environment()
        .merge("PATH", folder.resolve("bin").toString(), (path, bin) -> bin + ":" + path);
    Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
    String line = Objects.requireNonNull(said.readLine(), "it ended");
    while (!line.startsWith("mongodb://")) {
      line = Objects.requireNonNull(said.readLine(), "it ended");
    }
    String[] words = line.split(" ", -1);
    return new Parent(process, words[0], ProcessHandle.of(Long.parseLong(words[1])).orElseThrow());
  }
}
