package dev.gavel.runtime.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.RedisCredentials;
import io.lettuce.core.RedisURI;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisAddressTest {
  @TempDir private Path folder;

  @Test
  void withoutAFileItIsAsTheClientHasIt() {
    RedisURI uri = RedisAddress.of("rediss://me:word@cache.example:6380?timeout=3s");
    assertThat(uri.getHost()).isEqualTo("cache.example");
    assertThat(uri.getPort()).isEqualTo(6380);
    assertThat(uri.isSsl()).isTrue();
    assertThat(password(uri)).isEqualTo("me word");
  }

  @Test
  void theFileIsReadForEveryConnection() throws IOException {
    Path file = folder.resolve("password");
    Files.writeString(file, "one");
    RedisURI uri =
        RedisAddress.of("rediss://me@cache.example:6380?timeout=3s&passwordFile=" + file);
    assertThat(uri.isSsl()).isTrue();
    assertThat(uri.getTimeout()).hasSeconds(3);
    assertThat(password(uri)).isEqualTo("me one");
    Files.writeString(file, "two");
    assertThat(password(uri)).isEqualTo("me two");
  }

  @Test
  void withoutAUserItIsTheDefaultOne() throws IOException {
    Path file = Files.writeString(folder.resolve("password"), "one");
    assertThat(password(RedisAddress.of("redis://127.0.0.1:6379?passwordFile=" + file)))
        .isEqualTo("default one");
  }

  @Test
  void aPasswordAndAFileExcludeEachOther() {
    assertThatThrownBy(() -> RedisAddress.of("redis://me:word@h:1?passwordFile=/x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("word@");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "host:6379",
        "redis://",
        "redis://:secret@host:99999999",
        "redis://:sec ret@host",
        "redis://me@ho st?passwordFile=/secret",
        "redis://?passwordFile=/secret"
      })
  void whatIsNoAddressIsSaidAndNotRepeated(String text) {
    assertThatThrownBy(() -> RedisAddress.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("redis://host:port or rediss://host:port expected");
  }

  private static String password(RedisURI uri) {
    RedisCredentials given =
        Objects.requireNonNull(uri.getCredentialsProvider().resolveCredentials().block());
    return given.getUsername() + " " + new String(Objects.requireNonNull(given.getPassword()));
  }
}
