package dev.gavel.bids;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.helidon.config.Config;
import io.helidon.config.ConfigSources;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {
  private static Settings read(Map<String, String> values) {
    return Settings.read(Config.just(ConfigSources.create(values)));
  }

  @Test
  void everythingHasADefault() {
    Settings settings = read(Map.of());
    assertThat(settings.kafka()).isEqualTo("127.0.0.1:9092");
    assertThat(settings.group()).isEqualTo(Settings.DEFAULT_GROUP);
    assertThat(settings.limits()).isEqualTo(Settings.Limits.DEFAULT);
  }

  @Test
  void valuesAreTaken() {
    Settings settings =
        read(
            Map.of(
                "kafka.bootstrap", "a:1,b:2",
                "worker.name", "w1",
                "worker.limits.batch.commands", "50",
                "worker.limits.rooms.asleep", "7"));
    assertThat(settings.kafka()).isEqualTo("a:1,b:2");
    assertThat(settings.name()).isEqualTo("w1");
    assertThat(settings.limits().batchCommands()).isEqualTo(50);
    assertThat(settings.limits().roomsAsleep()).isEqualTo(7);
  }

  @Test
  void aWrongOneIsNamed() {
    assertThatThrownBy(() -> read(Map.of("redis.uri", "localhost")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("redis.uri: ");
    assertThatThrownBy(() -> read(Map.of("kafka.bootstrap", "localhost")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("kafka.bootstrap: host:port");
    assertThatThrownBy(() -> read(Map.of("mongo.uri", "mongodb://host:port")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("mongo.uri: ");
    assertThatThrownBy(() -> read(Map.of("worker.limits.batch.commands", "0")))
        .hasMessageContaining("worker.limits.batch.commands: 0 is not within 1 to 5000");
    assertThatThrownBy(() -> read(Map.of("worker.admin.port", "abc")))
        .hasMessage("worker.admin.port: a whole number expected, not 'abc'");
    assertThatThrownBy(() -> read(Map.of("worker.name", "가"))).hasMessageContaining("worker.name");
    // What is not shown: it may hold a password.
    assertThatThrownBy(() -> read(Map.of("mongo.uri", "user:secret@host")))
        .hasMessageNotContaining("secret");
  }
}
