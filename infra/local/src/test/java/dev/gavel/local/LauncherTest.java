package dev.gavel.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gavel.backends.Ports;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherTest {
  private static final Duration LIMIT = Duration.ofSeconds(5);

  @Test
  void theSecondOnAFolderIsToldWhoHasIt(@TempDir Path path) throws IOException {
    try (DataFolder _ = DataFolder.open(path)) {
      assertThatThrownBy(() -> DataFolder.open(path))
          .isInstanceOf(CannotStart.class)
          .hasMessageContaining("pid " + ProcessHandle.current().pid())
          .hasMessageContaining("--data");
    }
    try (DataFolder again = DataFolder.open(path)) {
      assertThat(again.path()).isEqualTo(path);
    }
  }

  @Test
  void freshDeletesWhatIsOursAndNothingElse(@TempDir Path path) throws IOException {
    Files.createDirectories(path.resolve("kafka/auction.commands-0"));
    Files.writeString(path.resolve("kafka/auction.commands-0/log"), "x");
    Files.writeString(path.resolve("demo.json"), "{}");
    Files.writeString(path.resolve("thesis.txt"), "not ours");
    try (DataFolder folder = DataFolder.open(path)) {
      folder.empty();
    }
    assertThat(path.resolve("kafka")).doesNotExist();
    assertThat(path.resolve("demo.json")).doesNotExist();
    assertThat(path.resolve("thesis.txt")).hasContent("not ours");
  }

  @Test
  void aFolderThatCannotBeWrittenIsSaidSo(@TempDir Path path) throws IOException {
    Path file = Files.writeString(path.resolve("file"), "");
    assertThatThrownBy(() -> DataFolder.open(file.resolve("below")))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining("--data");
  }

  @Test
  void aPortInUseIsNamedBeforeAnythingStarts(@TempDir Path path) throws Exception {
    try (ServerSocket taken = new ServerSocket(0)) {
      Path data = path.resolve("data");
      try (LocalSystem system =
          new LocalSystem(plan(data, taken.getLocalPort(), 1), Progress.silent())) {
        assertThatThrownBy(system::start)
            .isInstanceOf(CannotStart.class)
            .hasMessageContaining(Integer.toString(taken.getLocalPort()))
            .hasMessageContaining("--port");
      }
      assertThat(data).doesNotExist();
    }
  }

  @Test
  void nonsenseNumbersAreRefusedByTheirOption(@TempDir Path path) throws IOException {
    int port = Ports.free();
    assertThatThrownBy(() -> plan(path, port, 0)).hasMessageContaining("--gateways");
    assertThatThrownBy(() -> plan(path, 0, 1)).hasMessageContaining("--port");
    assertThatThrownBy(() -> plan(path, 65_535, 2)).hasMessageContaining("--port");
  }

  @Test
  void partsStopInReverseOnceAndAStuckOneIsLeftBehind() {
    List<String> stopped = new ArrayList<>();
    CountDownLatch never = new CountDownLatch(1);
    Parts parts = new Parts();
    parts.add("first", LIMIT, () -> stopped.add("first"));
    parts.add("stuck", Duration.ofMillis(50), never::await);
    parts.add(
        "broken",
        LIMIT,
        () -> {
          throw new IOException("planted");
        });
    parts.add("last", LIMIT, () -> stopped.add("last"));
    parts.close();
    parts.close();
    assertThat(stopped).containsExactly("last", "first");
    never.countDown();
  }

  @Test
  void whatStartsAfterAStopIsStoppedAtOnce() {
    List<String> stopped = new ArrayList<>();
    Parts parts = new Parts();
    parts.close();
    assertThatThrownBy(() -> parts.add("late", LIMIT, () -> stopped.add("late")))
        .isInstanceOf(IllegalStateException.class);
    assertThat(stopped).containsExactly("late");
  }

  private static Plan plan(Path data, int port, int gateways) {
    return new Plan(data, false, port, gateways, 1, 6, 0, false, 10, Optional.empty(), Optional.empty());
  }
}
