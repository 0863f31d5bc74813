package dev.gavel.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gavel.gateway.auth.TokenCheck.Verdict;
import dev.gavel.runtime.address.SecretFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A secret is replaced while the gateway runs, and nobody has to log in again.
class SecretRotationTest {
  private static final String OLD = "the old secret, of more than thirty-two bytes";
  private static final String NEW = "the new secret, of more than thirty-two bytes";

  @TempDir private Path folder;
  private Path path = Path.of("unset");
  private long nowMs = 1_700_000_000_000L;

  @BeforeEach
  void fill() throws IOException {
    path = folder.resolve("secrets");
    Files.writeString(path, OLD + "\n");
  }

  private SecretKeys keys() {
    return new SecretKeys(new SecretFile(path), () -> nowMs);
  }

  private static TokenMint mint(SecretKeys keys) {
    return new TokenMint(keys, Optional.empty(), Optional.empty(), 600);
  }

  private boolean taken(SecretKeys keys, String token) {
    return new TokenCheck(keys, Optional.empty(), Optional.empty()).check(token, nowMs)
        instanceof Verdict.Good;
  }

  @Test
  void theNewOneSignsAndTheOldOneIsTakenUntilItIsOut() throws IOException {
    SecretKeys keys = keys();
    String old = mint(keys).issue("u1", "bidder", nowMs);

    Files.writeString(path, NEW + "\n" + OLD + "\n");
    assertThat(taken(keys, mint(new SecretKeys(NEW)).issue("u1", "bidder", nowMs)))
        .as("it was just looked at")
        .isFalse();
    nowMs += SecretKeys.LOOK_EVERY_MS;
    String fresh = mint(keys).issue("u1", "bidder", nowMs);
    assertThat(taken(new SecretKeys(NEW), fresh)).isTrue();
    assertThat(taken(keys, fresh)).isTrue();
    assertThat(taken(keys, old)).isTrue();

    Files.writeString(path, NEW + "\n");
    nowMs += SecretKeys.LOOK_EVERY_MS;
    assertThat(taken(keys, fresh)).isTrue();
    assertThat(taken(keys, old)).isFalse();
  }

  @Test
  void whatCannotBeUsedChangesNothing() throws IOException {
    SecretKeys keys = keys();
    String token = mint(keys).issue("u1", "bidder", nowMs);
    for (String content : new String[] {"", "too short\n", (NEW + "\n").repeat(5)}) {
      Files.writeString(path, content);
      nowMs += SecretKeys.LOOK_EVERY_MS;
      assertThat(taken(keys, token)).isTrue();
    }
    Files.delete(path);
    nowMs += SecretKeys.LOOK_EVERY_MS;
    assertThat(taken(keys, token)).isTrue();
  }

  @Test
  void aStartNeedsOneThatCanBeUsed() throws IOException {
    Files.writeString(path, "too short\n");
    assertThatThrownBy(this::keys)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("32 bytes");
    Files.delete(path);
    assertThatThrownBy(this::keys).isInstanceOf(IllegalArgumentException.class);
  }
}
