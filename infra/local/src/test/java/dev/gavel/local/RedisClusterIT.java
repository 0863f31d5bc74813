package dev.gavel.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gavel.backends.Backends;
import dev.gavel.backends.BackendsExtension;
import dev.gavel.backends.Ports;
import dev.gavel.backends.RedisCluster;
import dev.gavel.local.load.Load;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// The whole system with a Redis cluster of three, and with `--external` addresses.
@ExtendWith(BackendsExtension.class)
class RedisClusterIT {
  @Test
  void viewersOfManyRoomsHearEverythingThroughTheirShards(Backends backends, @TempDir Path folder)
      throws Exception {
    try (RedisCluster redis = RedisCluster.start(folder.resolve("redis"));
        LocalSystem system = new LocalSystem(plan(folder, backends, redis), Progress.silent())) {
      JsonNode demo = system.start();
      JsonNode found =
          Load.run(
              ("calm --rooms 12 --viewers 4 --bidders 24 --rate 20 --seconds 4 --protocol both --data "
                      + folder.resolve("data"))
                  .split(" ", -1));
      assertThat(found.path("consistent").asBoolean()).as("%s", found).isTrue();
      assertThat(found.path("bids").path("answers").path("leading").asInt())
          .as("%s", found)
          .isPositive();
      // Through Redis, not by following the results topic.
      assertThat(Scrape.of(demo, "gateways"))
          .allSatisfy(scrape ->
              assertThat(scrape)
                  .contains("gavel_redis_subscribed 1.0")
                  .contains("gavel_results_followed 0.0"));
    }
  }

  private static Plan plan(Path folder, Backends backends, RedisCluster redis) throws Exception {
    int port = Ports.free();
    while (!Ports.isFree(port) || !Ports.isFree(port + 1)) {
      port = Ports.free();
    }
    var servers = new Plan.Addresses(backends.kafkaBootstrap(), redis.uri(), backends.mongoUri());
    return new Plan(
        folder.resolve("data"), false, port, 2, 2, 60, 12, false, 10, Optional.of(servers), Optional.empty());
  }
}
