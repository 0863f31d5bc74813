package dev.gavel.bids.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gavel.backends.Backends;
import dev.gavel.backends.BackendsExtension;
import dev.gavel.bids.Running;
import dev.gavel.model.Codec;
import dev.gavel.model.Decision;
import dev.gavel.model.DecisionCodec;
import dev.gavel.model.Names;
import dev.gavel.model.Place;
import io.lettuce.core.RedisClient;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(BackendsExtension.class)
class WorkerIT {

  @Test
  void decidesStoresAndTells(Backends backends) throws Exception {
    List<String> told = new CopyOnWriteArrayList<>();
    try (World world = World.of(backends);
        RedisClient redis = RedisClient.create(backends.redisUri());
        var listening = redis.connectPubSub();
        Running worker = World.worker("it-decides", backends)) {
      listening.addListener(collecting(told));
      listening.sync().subscribe(Names.gatewayChannel("it-gateway"));
      await().atMost(World.LIMIT).until(worker::ready);
      String room = "it-decides";
      long now = System.currentTimeMillis();
      world.send(Commands.open(room, now - 1_000, now + 4_000));
      world.send(Commands.bid(room, "a", "1", 100_000), Optional.of("it-gateway"));
      Place low = world.send(Commands.bid(room, "b", "2", 100_001), Optional.of("it-gateway"));

      await().atMost(World.LIMIT).until(() -> told.size() == 2);
      assertThat(decision(told.get(1)).place()).isEqualTo(low);
      assertThat(world.bids(room)).hasSize(3);
      assertThat(redis.connect().sync().llen(Names.windowKey(room))).isEqualTo(2);

      // Nobody bids: the worker's tick shows the close.
      await()
          .atMost(World.LIMIT)
          .until(() -> world.room(room).orElseThrow().getString("phase").equals("CLOSED"));
      await()
          .atMost(World.LIMIT)
          .untilAsserted(() ->
              assertThat(world.results(room))
                  .extracting(Decision::sequence)
                  .startsWith(1L, 2L, 2L, 3L));
      seen(worker);
    }
  }

  private static void seen(Running worker) throws Exception {
    String metrics = get(worker.adminPort(), "/metrics").body();
    assertThat(metrics)
        .contains("gavel_decisions_total{code=\"BELOW_MINIMUM\",op=\"bid\",status=\"refused\"}")
        .contains("gavel_decide_seconds_bucket")
        .contains("gavel_commit_seconds_count")
        .contains("gavel_worker_lag_records 0.0")
        .contains("gavel_partitions 6.0")
        .contains("jvm_memory_used_bytes");
    assertThat(get(worker.adminPort(), "/observe/health/ready").statusCode()).isEqualTo(200);
  }

  private static RedisPubSubAdapter<String, String> collecting(List<String> told) {
    return new RedisPubSubAdapter<>() {
      @Override
      public void message(String channel, String message) {
        told.add(message);
      }
    };
  }

  private static Decision decision(String message) {
    return switch (new DecisionCodec().read(message.getBytes(StandardCharsets.UTF_8))) {
      case Codec.Read.Value<Decision>(Decision decision) -> decision;
      case Codec.Read.Bad<Decision>(var why) -> throw new AssertionError(why);
    };
  }

  private static HttpResponse<String> get(int port, String path) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }
}
