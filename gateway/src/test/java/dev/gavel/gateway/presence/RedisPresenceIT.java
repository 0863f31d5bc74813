package dev.gavel.gateway.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gavel.backends.Backends;
import dev.gavel.backends.BackendsExtension;
import dev.gavel.backends.RedisProcess;
import dev.gavel.gateway.shared.SharedRedis;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(BackendsExtension.class)
class RedisPresenceIT extends PresenceContract {
  private final String uri;
  private final Map<Seats, SharedRedis> links = new HashMap<>();

  RedisPresenceIT(Backends backends) {
    this.uri = backends.redisUri();
  }

  @Override
  Seats seats(String gateway) {
    SharedRedis redis = SharedRedis.open(uri);
    await().until(redis::answers);
    Seats seats = new RedisSeats(redis, gateway, TIMES);
    links.put(seats, redis);
    return seats;
  }

  @Override
  void kill(Seats seats) {
    Objects.requireNonNull(links.get(seats)).close();
  }

  @AfterEach
  void disconnect() {
    links.values().forEach(SharedRedis::close);
  }

  @Test
  void withoutRedisAGatewayGoesByItsOwnPeopleAndComesBack(@TempDir Path folder) throws IOException {
    Map<String, Presence> gateways = new HashMap<>();
    try (RedisProcess own = RedisProcess.start(folder)) {
      SharedRedis redis = SharedRedis.open(own.uri());
      links.put(new RedisSeats(redis, "", TIMES), redis);
      await().until(redis::answers);
      gateways.put("g1", gateway(new RedisSeats(redis, "g1", TIMES), near));
      gateways.put("g2", gateway(new RedisSeats(redis, "g2", TIMES), far));
      gateways.get("g1").sat(room, "u1", "s1");
      gateways.get("g2").sat(room, "u2", "s2");
      await().until(() -> gateways.get("g1").people(room).count() == 2);

      redis.ask(commands -> commands.clientPause(3_000));
      gateways.get("g1").sat(room, "u3", "s3");
      await()
          .atMost(Duration.ofSeconds(5))
          .until(() -> gateways.get("g1").people(room).equals(new People(2, List.of("u1", "u3"))));
      await().untilAsserted(() -> assertThat(near.all()).contains("joined u3"));

      // Back, and everybody is there again, also for the other gateway.
      await().until(() -> gateways.get("g1").people(room).count() == 3);
      await().until(() -> gateways.get("g2").people(room).count() == 3);

      // Redis forgets everything: right again with the next beats, and nobody joined anew.
      near.news.clear();
      redis.ask(commands -> commands.flushall());
      String counts = "gavel:{" + room + "}:counts";
      await().until(() -> redis.ask(commands -> commands.hlen(counts)).orElse(0L) == 3);
      gateways.get("g2").rose(room, "u2", "s2");
      await().untilAsserted(() -> assertThat(near.all()).containsExactly("left u2"));
    }
    // Gone for good: no error, own people alone.
    gateways.get("g1").sat(room, "u4", "s4");
    await().until(() -> gateways.get("g1").people(room).count() == 3);
    gateways.values().forEach(Presence::close);
  }
}
