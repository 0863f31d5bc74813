package dev.gavel.gateway.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The page's modules, tested in Node's own runner, and what they take from the jars.
class PageScriptsIT {
  private static final Path PAGE = Path.of("src/main/resources/page");
  private static final Path TESTS = Path.of("src/test/js");
  private static final Path RECEIPTS = Path.of("shared-model/src/test/resources/receipts.jsonl");
  private static final Pattern WEBJAR = Pattern.compile("/webjars/[^\"]+");
  private static final long LIMIT_S = 120;

  @Test
  void scriptsPassTheirTests(@TempDir Path root) throws IOException, InterruptedException {
    assumeTrue(runs("node", "--version"), "there is no Node here: the page's tests did not run");
    Path copy = root.resolve("gateway");
    Files.createDirectories(root.resolve(RECEIPTS).getParent());
    Files.copy(Path.of("..").resolve(RECEIPTS), root.resolve(RECEIPTS));
    copyTree(PAGE, copy.resolve(PAGE));
    copyTree(TESTS, copy.resolve(TESTS));
    // Older Nodes take a file for a module only when told so.
    Files.writeString(copy.resolve("package.json"), "{\"type\":\"module\"}");

    List<String> command = new ArrayList<>(List.of("node", "--test"));
    tests().forEach(test -> command.add(test.toString()));
    Path log = copy.resolve("log");
    Process node =
        new ProcessBuilder(command)
            .directory(copy.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    boolean ended = node.waitFor(LIMIT_S, TimeUnit.SECONDS);
    node.destroyForcibly();

    assertThat(ended).as("ended within %d s:%n%s", LIMIT_S, Files.readString(log)).isTrue();
    assertThat(node.exitValue()).as(Files.readString(log)).isZero();
  }

  @Test
  void librariesStandInTheJarsUnderTheNamesThatThePageUses() throws IOException {
    List<String> used = new ArrayList<>();
    for (String file : List.of("index.html", "lib.js")) {
      String text = Files.readString(PAGE.resolve(file), StandardCharsets.UTF_8);
      WEBJAR.matcher(text).results().map(MatchResult::group).forEach(used::add);
    }

    assertThat(used).isNotEmpty();
    for (String path : used) {
      try (InputStream in = getClass().getResourceAsStream("/META-INF/resources" + path)) {
        assertThat(in).as(path).isNotNull();
      }
    }
  }

  private static List<Path> tests() throws IOException {
    try (Stream<Path> files = Files.list(TESTS)) {
      return files.filter(file -> file.toString().endsWith(".test.js")).sorted().toList();
    }
  }

  private static void copyTree(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  private static boolean runs(String... command) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
