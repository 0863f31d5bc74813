package dev.gavel.runtime.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFileTest {
  @TempDir private Path folder;

  @Test
  void isReadAnewEachTime() throws IOException {
    Path path = folder.resolve("secret");
    SecretFile file = new SecretFile(path);
    Files.writeString(path, "one\n");
    assertThat(file.first()).isEqualTo("one");
    Files.writeString(path, "\n  two \r\none\n\n");
    assertThat(file.lines()).containsExactly("two", "one");
  }

  @Test
  void whatIsNoSecretIsRefused() throws IOException {
    Path path = folder.resolve("secret");
    SecretFile file = new SecretFile(path);
    assertThatThrownBy(file::first).isInstanceOf(IOException.class);
    Files.writeString(path, " \n\n");
    assertThatThrownBy(file::first)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no secret");
    Files.writeString(path, "x".repeat(SecretFile.MAX_BYTES + 1));
    assertThatThrownBy(file::first)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("more than");
  }
}
