package dev.gavel.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gavel.backends.Backends;
import dev.gavel.backends.Topics;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the container `seed` of compose.yaml does, against servers without a room.
class SeedingIT {
  @Test
  void theFirstTimeOpensTheProgrammeAndTheNextOpensNothing(@TempDir Path folder) throws Exception {
    try (Backends backends = Backends.start(folder.resolve("servers"), false)) {
      Topics.ensure(backends.kafkaBootstrap());
      var settings =
          dev.gavel.bids.Settings.of(
              "seeding", backends.kafkaBootstrap(), backends.redisUri(), backends.mongoUri());
      try (var _ = dev.gavel.bids.Main.start(settings)) {
        assertThat(seed(backends, folder)).contains("password").doesNotContain("0 rooms opened");
        assertThat(seed(backends, folder)).contains("0 rooms opened");
      }
    }
  }

  private static String seed(Backends backends, Path folder) throws InterruptedException {
    var servers =
        new Plan.Addresses(backends.kafkaBootstrap(), backends.redisUri(), backends.mongoUri());
    Plan plan =
        new Plan(folder.resolve("data"), false, 3_000, 1, 1, 6, 0, false, 10, Optional.of(servers), Optional.empty());
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    Progress progress = new Progress(new PrintStream(said, true, StandardCharsets.UTF_8));
    assertThat(Seeding.of(plan, progress)).isTrue();
    return said.toString(StandardCharsets.UTF_8);
  }
}
