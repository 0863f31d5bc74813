package dev.gavel.local.startcache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartCacheTest {
  private static final List<String> ASKED = List.of("-Xmx1g", "-XX:AOTCache=gavel-local.aot");
  private static final List<String> NOT_ASKED = List.of("-Xmx1g");
  private static final String IN_USE = "mixed mode, sharing";
  private static final String TURNED_DOWN = "mixed mode";

  @TempDir Path parent;
  private Path folder;
  private StartCache cache;

  @BeforeEach
  void aProgramOfTwoJars() throws IOException {
    folder = Files.createDirectories(parent.resolve("경매 50% it's"));
    Files.writeString(folder.resolve("gavel-local.jar"), "launcher");
    Files.createDirectories(folder.resolve("lib"));
    Files.writeString(folder.resolve("lib/kafka.jar"), "broker");
    cache = StartCache.of(folder.resolve("gavel-local.jar")).orElseThrow();
  }

  @Test
  void foldersOfClassesHaveNone() {
    assertThat(StartCache.of(folder)).isEmpty();
    assertThat(StartCache.of(folder.resolve("none.jar"))).isEmpty();
  }

  @Test
  void whatWasMadeForThisProgramIsGood() throws IOException {
    assertThat(cache.isGood(NOT_ASKED, IN_USE)).isFalse();
    adopted();
    assertThat(cache.file()).hasContent("learnt").hasFileName("gavel-local.aot");
    assertThat(cache.isGood(NOT_ASKED, IN_USE)).isTrue();
    assertThat(cache.isGood(ASKED, IN_USE)).isTrue();
  }

  @Test
  void oneThatTheJvmTurnedDownIsNotGood() throws IOException {
    adopted();
    assertThat(cache.isGood(ASKED, TURNED_DOWN)).isFalse();
    assertThat(cache.isGood(NOT_ASKED, TURNED_DOWN)).isTrue();
  }

  @Test
  void anotherJarSizeOrTimeMakesItStale() throws IOException {
    adopted();
    Path library = folder.resolve("lib/kafka.jar");
    FileTime before = Files.getLastModifiedTime(library);
    Files.setLastModifiedTime(library, FileTime.fromMillis(before.toMillis() + 2_000));
    assertThat(cache.isGood(ASKED, IN_USE)).isFalse();
    Files.setLastModifiedTime(library, before);
    assertThat(cache.isGood(ASKED, IN_USE)).isTrue();
    Files.writeString(folder.resolve("lib/added.jar"), "");
    assertThat(cache.isGood(ASKED, IN_USE)).isFalse();
    Files.delete(folder.resolve("lib/added.jar"));
    Files.writeString(folder.resolve("gavel-local.jar"), "built anew");
    assertThat(cache.isGood(ASKED, IN_USE)).isFalse();
  }

  @Test
  void aProgramThatChangedDuringTheTrainingGetsNone() throws IOException {
    String key = cache.key();
    Path made = Files.writeString(folder.resolve("made"), "learnt");
    Files.writeString(folder.resolve("gavel-local.jar"), "built anew");
    assertThat(cache.adopt(made, key)).isFalse();
    assertThat(cache.file()).doesNotExist();
  }

  @Test
  void aTrainingThatLeftNothingGivesNone() throws IOException {
    assertThat(cache.adopt(folder.resolve("made"), cache.key())).isFalse();
  }

  @Test
  void aDroppedOneIsGone() throws IOException {
    assertThat(cache.drop()).isFalse();
    adopted();
    assertThat(cache.drop()).isTrue();
    assertThat(cache.file()).doesNotExist();
    assertThat(cache.isGood(NOT_ASKED, IN_USE)).isFalse();
  }

  private void adopted() throws IOException {
    Path made = Files.writeString(folder.resolve("made"), "learnt");
    assertThat(cache.adopt(made, cache.key())).isTrue();
  }
}
