package dev.gavel.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gavel.runtime.trace.TraceSettings;
import io.helidon.config.Config;
import io.helidon.config.ConfigSources;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsFileTest {
  private static final String SECRET = "a secret that is long enough for HS256, at last";

  private static Settings read(Map<String, String> further) {
    Map<String, String> all = new HashMap<>();
    all.put("kafka.bootstrap", "127.0.0.1:9092");
    all.put("redis.uri", "redis://127.0.0.1:6379");
    all.put("mongo.uri", "mongodb://127.0.0.1:27017");
    all.putAll(further);
    return SettingsFile.read(Config.just(ConfigSources.create(all)));
  }

  @Test
  void tokensAreCheckedByExactlyOneOfThreeWays() {
    assertThat(read(Map.of("token.secret", SECRET)).tokens().keys())
        .isEqualTo(new Settings.Keys.Secret(SECRET));
    assertThat(read(Map.of("token.secret.file", "/run/secrets/token")).tokens().keys())
        .isEqualTo(new Settings.Keys.Secrets(Path.of("/run/secrets/token")));
    assertThat(read(Map.of("token.jwks", "https://login.example/jwks")).tokens().keys())
        .isEqualTo(new Settings.Keys.KeySet(URI.create("https://login.example/jwks")));
    assertThatThrownBy(() -> read(Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("exactly one");
    assertThatThrownBy(() -> read(Map.of("token.secret", SECRET, "token.jwks", "https://x/y")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anAddressThatIsNoneIsNamedAndNotRepeated() {
    Map<String, String> wrong =
        Map.of(
            "kafka.bootstrap", "localhost",
            "redis.uri", "redis://:secret@host:99999999",
            "mongo.uri", "mongodb://me:sec/ret@host");
    wrong.forEach((key, address) ->
        assertThatThrownBy(() -> read(Map.of("token.secret", SECRET, key, address)))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageStartingWith(key + ": ")
            .hasMessageNotContaining("sec"));
  }

  @Test
  void updatesGoTogetherForAtMostFortyMsUnlessToldOtherwise() {
    assertThat(read(Map.of("token.secret", SECRET)).togetherMs()).isEqualTo(40);
    Map<String, String> off = Map.of("token.secret", SECRET, "gateway.fanout.together", "0");
    assertThat(read(off).togetherMs()).isZero();
    for (String wrong : List.of("-1", "251")) {
      assertThatThrownBy(
              () -> read(Map.of("token.secret", SECRET, "gateway.fanout.together", wrong)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("fanout together");
    }
  }

  @Test
  void tracesAreOffUntilACollectorIsNamed() {
    Map<String, String> usual = Map.of("token.secret", SECRET);
    assertThat(read(usual).traces().endpoint()).isEmpty();
    Settings traced =
        read(
            Map.of("token.secret", SECRET, "otlp.endpoint", "http://c:4318", "otlp.ratio", "0.25"));
    assertThat(traced.traces().endpoint()).contains(URI.create("http://c:4318"));
    assertThat(traced.traces().ratio()).isEqualTo(0.25);
    assertThat(
            read(Map.of("token.secret", SECRET, "otlp.endpoint", "http://c:4318")).traces().ratio())
        .isEqualTo(TraceSettings.DEFAULT_RATIO);
  }
}
