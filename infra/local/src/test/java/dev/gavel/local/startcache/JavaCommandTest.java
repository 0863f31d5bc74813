package dev.gavel.local.startcache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JavaCommandTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain-1.0_x/y@z",
        "",
        "with space",
        "it's",
        "''",
        "50%",
        "경매 방",
        "\"quoted\"",
        "$HOME `id` \\ * ? ; & | < > ( ) #"
      })
  void aShellReadsAWordAsItWas(String word) throws IOException {
    Process shell = new ProcessBuilder("sh", "-c", "printf %s " + JavaCommand.quoted(word)).start();
    assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo(word);
  }

  @Test
  void whatNeedsNoQuotesHasNone() {
    assertThat(JavaCommand.quoted("-XX:+UseCompactObjectHeaders"))
        .isEqualTo("-XX:+UseCompactObjectHeaders");
    assertThat(JavaCommand.quoted("/data/경매")).isEqualTo("/data/경매");
  }
}
