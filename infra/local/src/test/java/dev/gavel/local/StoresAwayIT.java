package dev.gavel.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gavel.backends.Backends;
import dev.gavel.backends.BackendsExtension;
import dev.gavel.backends.RedisProcess;
import dev.gavel.backends.Relay;
import dev.gavel.gateway.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Gateways whose servers go away and come back: sockets stay, what can go on goes on, and what
/// cannot is said.
@ExtendWith(BackendsExtension.class)
class StoresAwayIT {
  private static final Duration LIMIT = Duration.ofSeconds(40);
  private static final long FIRST = 100_000;
  private static final long STEP = 50_000;

  @Test
  void redisIsStoppedAndStartedAgain(Backends backends, @TempDir Path folder) throws Exception {
    RedisProcess before = RedisProcess.start(folder.resolve("before"));
    try (Relay redis = new Relay(port(before.uri()));
        var _ = worker("no-redis", backends, redis);
        Stage stage = Stage.open(backends, "no-redis", 2, usual -> redis(usual, redis))) {
      Stage.Room room = stage.openRoom();
      try (AuctionClient one = stage.sit(0, 0, room);
          AuctionClient two = stage.sit(1, 1, room)) {
        one.bid(room.id(), FIRST, "with");
        toldTo(2, one, two);

        before.close();
        redis.cut();
        JsonNode answer = two.bid(room.id(), FIRST + STEP, "without");
        assertThat(answer.path("status").asText()).isIn("leading", "pending");
        toldTo(3, one, two);

        try (RedisProcess after = RedisProcess.start(folder.resolve("after"))) {
          redis.heal(port(after.uri()));
          one.bid(room.id(), FIRST + 2 * STEP, "again");
          toldTo(4, one, two);
          stayed(one, two);
        }
      }
    }
  }

  private static int port(String uri) {
    return URI.create(uri).getPort();
  }

  private static Settings redis(Settings usual, Relay redis) {
    return stores(
        usual,
        new Settings.Stores(
            usual.stores().kafka(), "redis://127.0.0.1:" + redis.port(), usual.stores().mongo()));
  }

  private static Settings stores(Settings usual, Settings.Stores others) {
    return new Settings(
        usual.name(),
        usual.listen(),
        others,
        usual.tokens(),
        usual.web(),
        usual.labels(),
        usual.limits());
  }

  @Test
  void mongoDbIsAwayAndComesBack(Backends backends) throws Exception {
    try (Relay mongo = new Relay(port(backends.mongoUri()));
        Relay redis = new Relay(port(backends.redisUri()));
        var _ = worker("no-mongo", backends, redis);
        Stage stage = Stage.open(backends, "no-mongo", 2, usual -> mongo(usual, mongo))) {
      Stage.Room room = stage.openRoom();
      Stage.Room other = stage.openRoom();
      try (AuctionClient one = stage.sit(0, 0, room);
          AuctionClient two = stage.sit(1, 1, room)) {
        mongo.cut();
        JsonNode answer = one.bid(room.id(), FIRST, "without");
        assertThat(answer.path("status").asText()).as("an open room goes on").isEqualTo("leading");
        toldTo(2, one, two);
        JsonNode refused = two.join(other.id());
        assertThat(refused.path("code").asText()).isEqualTo("UNAVAILABLE");
        assertThat(refused.path("retry").asBoolean()).isTrue();

        mongo.heal();
        Awaitility.await()
            .atMost(LIMIT)
            .until(() -> two.join(other.id()).path("room").asText().equals(other.id()));
        two.bid(room.id(), FIRST + STEP, "again");
        toldTo(3, one, two);
        stayed(one, two);
      }
    }
  }

  private static Settings mongo(Settings usual, Relay mongo) {
    URI direct = URI.create(usual.stores().mongo());
    String relayed = usual.stores().mongo().replace(":" + direct.getPort(), ":" + mongo.port());
    return stores(
        usual, new Settings.Stores(usual.stores().kafka(), usual.stores().redis(), relayed));
  }

  private static void toldTo(long sequence, AuctionClient... viewers) {
    for (AuctionClient viewer : viewers) {
      Awaitility.await()
          .atMost(LIMIT)
          .untilAsserted(() ->
              assertThat(sequences(viewer))
                  .containsExactlyElementsOf(LongStream.rangeClosed(2, sequence).boxed().toList()));
    }
  }

  private static List<Long> sequences(AuctionClient viewer) {
    return viewer.told().stream().map(AuctionClient.Told::sequence).toList();
  }

  private static void stayed(AuctionClient... viewers) {
    for (AuctionClient viewer : viewers) {
      assertThat(viewer.drops()).isZero();
    }
  }

  private static dev.gavel.bids.Running worker(String name, Backends backends, Relay redis) {
    return dev.gavel.bids.Main.start(
        dev.gavel.bids.Settings.of(
            name,
            backends.kafkaBootstrap(),
            "redis://127.0.0.1:" + redis.port(),
            backends.mongoUri()));
  }
}
