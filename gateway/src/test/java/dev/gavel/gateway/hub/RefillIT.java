package dev.gavel.gateway.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gavel.backends.Backends;
import dev.gavel.backends.BackendsExtension;
import dev.gavel.gateway.results.RedisWindow;
import dev.gavel.gateway.results.ResultsTopic;
import dev.gavel.model.Answer;
import dev.gavel.model.Author;
import dev.gavel.model.Decision;
import dev.gavel.model.DecisionCodec;
import dev.gavel.model.Names;
import dev.gavel.model.Role;
import dev.gavel.model.RoomUpdate;
import dev.gavel.model.UpdateCodec;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Messages that Redis lost, in a room with viewers, over a real window and a real results topic:
/// from where the gap is filled, and that no viewer can tell.
@ExtendWith(BackendsExtension.class)
class RefillIT {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final FloorStage stage = new FloorStage();
  private final Backends backends;
  private final RedisClient redis;

  RefillIT(Backends backends) {
    this.backends = backends;
    this.redis = RedisClient.create(backends.redisUri());
    RedisCommands<String, String> commands = redis.connect().sync();
    commands.del(Names.windowKey(House.ROOM));
    stage.window.set(
        new RedisWindow(key -> Optional.of(commands.lrange(key, -Names.WINDOW_UPDATES, -1))));
    stage.topic.set(
        new ResultsTopic("refill-it", backends.kafkaBootstrap(), new SimpleMeterRegistry()));
  }

  @AfterEach
  void close() {
    stage.close();
    redis.close();
  }

  /// Bids that nobody is told; [#tellTheLast] stores them and tells the last.
  private void lose(int bids) {
    stage.house.holdBack();
    for (int i = 0; i < bids; i++) {
      stage.house.bid("kim", 100_000 + 50_000L * i);
    }
  }

  private void tellTheLast() {
    stage.house.store();
    stage.publish(stage.house.updates.getLast());
  }

  private void seesEverything(FakePeer viewer, int bids, String source) {
    Awaitility.await()
        .atMost(LIMIT)
        .untilAsserted(() ->
            assertThat(viewer.sequences())
                .containsExactly(
                    LongStream.rangeClosed(2, bids + 1L).boxed().toArray(Long[]::new)));
    assertThat(viewer.heard("room")).as("shown anew").isEmpty();
    assertThat(stage.meters.counter("gavel_gap_refilled_total", "source", source).count())
        .as(source)
        .isPositive();
  }

  @Test
  void aGapIsFilledFromTheWindowInRedis() throws Exception {
    FakePeer viewer = stage.seat(FakePeer.of("lee"));
    int reads = stage.store.reads.get();
    lose(80);
    RedisCommands<String, String> commands = redis.connect().sync();
    for (RoomUpdate update : stage.house.updates) {
      commands.rpush(
          Names.windowKey(House.ROOM), new String(new UpdateCodec().write(update), UTF_8));
    }
    tellTheLast();
    seesEverything(viewer, 80, "window");
    // Rooms are compared with what is stored now and then, whatever was missed.
    assertThat(stage.store.reads.get() - reads).isLessThan(10);
  }

  @Test
  void aGapIsFilledFromTheDocumentWhenRedisHasForgotten() throws Exception {
    FakePeer viewer = stage.seat(FakePeer.of("lee"));
    lose(480);
    tellTheLast();
    seesEverything(viewer, 480, "document");
  }

  @Test
  void aGapThatTheStoreCannotFillIsFilledFromTheResultsTopic() throws Exception {
    FakePeer viewer = stage.seat(FakePeer.of("lee"));
    lose(80);
    decided(stage.house.updates);
    stage.house.store();
    stage.store.updates.remove(House.ROOM);
    stage.publish(stage.house.updates.getLast());
    seesEverything(viewer, 80, "topic");
  }

  private void decided(List<RoomUpdate> updates) throws Exception {
    try (KafkaProducer<String, byte[]> topic =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", backends.kafkaBootstrap()),
            new StringSerializer(),
            new ByteArraySerializer())) {
      for (RoomUpdate update : updates) {
        byte[] bytes = new DecisionCodec().write(decision(update));
        topic
            .send(
                new ProducerRecord<>(Names.RESULTS, update.place().partition(), House.ROOM, bytes))
            .get(20, TimeUnit.SECONDS);
      }
    }
  }

  private static Decision decision(RoomUpdate update) {
    return new Decision(
        House.ROOM,
        update.place(),
        "c" + update.sequence(),
        new Author("staff", Role.STAFF),
        "resume",
        update.atMs(),
        Answer.Done.of("resume"),
        false,
        update.sequence(),
        List.of(update),
        update.receipt());
  }
}
