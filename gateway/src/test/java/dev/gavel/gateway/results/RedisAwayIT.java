package dev.gavel.gateway.results;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gavel.backends.Backends;
import dev.gavel.backends.BackendsExtension;
import dev.gavel.backends.Relay;
import dev.gavel.model.Answer;
import dev.gavel.model.Author;
import dev.gavel.model.Decision;
import dev.gavel.model.DecisionCodec;
import dev.gavel.model.Names;
import dev.gavel.model.Place;
import dev.gavel.model.Role;
import dev.gavel.model.RoomEvent;
import dev.gavel.model.RoomUpdate;
import dev.gavel.model.Standing;
import dev.gavel.model.UpdateCodec;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(BackendsExtension.class)
class RedisAwayIT {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final String room = "room-" + UUID.randomUUID();
  private final List<Long> updates = new CopyOnWriteArrayList<>();
  private final List<Decision> decisions = new CopyOnWriteArrayList<>();
  private final List<String> interrupted = new CopyOnWriteArrayList<>();
  private final List<Said> said = new CopyOnWriteArrayList<>();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  private final Heard heard =
      new Heard() {
        @Override
        public void update(RoomUpdate update) {
          if (update.room().equals(room)) {
            updates.add(update.sequence());
          }
        }

        @Override
        public void decision(Decision decision) {
          if (decision.room().equals(room)) {
            decisions.add(decision);
          }
        }

        @Override
        public void interrupted(String id) {
          interrupted.add(id);
        }

        @Override
        public void said(Said what) {
          said.add(what);
        }
      };

  private RoomUpdate update(long sequence) {
    Standing standing =
        new Standing(
            Standing.Phase.OPEN,
            false,
            OptionalLong.empty(),
            Optional.empty(),
            OptionalLong.of(100),
            OptionalLong.of(5_000),
            Optional.empty(),
            0,
            0,
            Optional.empty());
    return new RoomUpdate(
        room,
        new Place(0, sequence),
        sequence,
        System.currentTimeMillis(),
        new RoomEvent.Resumed(),
        standing,
        "0".repeat(64));
  }

  private Decision decision(long sequence) {
    return new Decision(
        room,
        new Place(0, sequence),
        "c" + sequence,
        new Author("staff", Role.STAFF),
        "resume",
        System.currentTimeMillis(),
        Answer.Done.of("resume"),
        false,
        sequence,
        List.of(update(sequence)),
        "0".repeat(64));
  }

  private static void produce(Backends backends, Decision decision) throws Exception {
    try (KafkaProducer<String, byte[]> topic =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", backends.kafkaBootstrap()),
            new StringSerializer(),
            new ByteArraySerializer())) {
      topic
          .send(
              new ProducerRecord<>(
                  Names.RESULTS, 0, decision.room(), new DecisionCodec().write(decision)))
          .get(20, TimeUnit.SECONDS);
    }
  }

  private static void until(java.util.concurrent.Callable<Boolean> holds) {
    Awaitility.await().atMost(LIMIT).until(holds);
  }

  @Test
  void withoutRedisTheResultsTopicIsFollowedAndRedisAgainWhenItReturns(Backends backends)
      throws Exception {
    ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    ResultsTopic topic = new ResultsTopic("away-it", backends.kafkaBootstrap(), meters);
    try (Relay relay = new Relay(URI.create(backends.redisUri()).getPort());
        ResultsIn in =
            new ResultsIn("away-it", "redis://127.0.0.1:" + relay.port(), topic, timer, meters);
        RedisClient direct = RedisClient.create(backends.redisUri())) {
      RedisCommands<String, String> redis = direct.connect().sync();
      in.start(heard);
      until(in::listening);
      in.follow(room).get(5, TimeUnit.SECONDS);
      redis.publish(Names.roomChannel(room), json(update(1)));
      until(() -> updates.contains(1L));

      relay.cut();
      produce(backends, decision(2));
      until(() -> decisions.stream().anyMatch(one -> one.sequence() == 2));
      assertThat(in.listening()).isTrue();

      interrupted.clear();
      relay.heal();
      until(() -> interrupted.contains(room));
      redis.publish(Names.roomChannel(room), json(update(3)));
      until(() -> updates.contains(3L));
      until(() -> meters.get("gavel_results_followed").gauge().value() == 0);
      assertThat(in.listening()).isTrue();
    } finally {
      timer.shutdownNow();
    }
  }

  private static String json(RoomUpdate update) {
    return new String(new UpdateCodec().write(update), UTF_8);
  }

  @Test
  void whatCannotBeReadIsCountedAndHoldsNothingUp(Backends backends) throws Exception {
    ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    ResultsTopic topic = new ResultsTopic("bad-it", backends.kafkaBootstrap(), meters);
    try (ResultsIn in = new ResultsIn("bad-it", backends.redisUri(), topic, timer, meters);
        RedisClient direct = RedisClient.create(backends.redisUri())) {
      RedisCommands<String, String> redis = direct.connect().sync();
      in.start(heard);
      until(in::listening);
      in.follow(room).get(5, TimeUnit.SECONDS);
      String channel = Names.roomChannel(room);
      for (String bad : List.of("", "{", "null", "{\"v\":9}", "x".repeat(200_000))) {
        redis.publish(channel, bad);
      }
      redis.publish(channel, json(update(1)).replace(room, "another"));
      redis.publish(Names.gatewayChannel("bad-it"), "[]");
      redis.publish(Said.channel(room), "{}");
      redis.publish(Said.channel(room), new Said(room, "kim", false, "안녕", 5).json());
      redis.publish(channel, json(update(2)));
      until(() -> updates.contains(2L) && said.size() == 1);
      assertThat(updates).containsExactly(2L);
      assertThat(
              meters.find("gavel_unreadable_total").counters().stream()
                  .mapToDouble(counter -> counter.count())
                  .sum())
          .isEqualTo(8);
    } finally {
      timer.shutdownNow();
    }
  }

  @Test
  void whatWasMissedStandsInTheWindowAndOnTheTopic(Backends backends) throws Exception {
    ResultsTopic topic = new ResultsTopic("past-it", backends.kafkaBootstrap(), meters);
    long began = System.currentTimeMillis();
    for (long sequence = 1; sequence <= 5; sequence++) {
      produce(backends, decision(sequence));
    }
    produce(backends, decision(3)); // a worker that was killed says it again
    Past.Known known = new Past.Known(room, 2, new Place(0, 2), began);
    assertThat(topic.after(known).orElseThrow().stream().map(RoomUpdate::sequence))
        .containsExactly(3L, 4L, 5L);
    try (RedisClient direct = RedisClient.create(backends.redisUri())) {
      RedisCommands<String, String> redis = direct.connect().sync();
      RedisWindow window = new RedisWindow(key -> Optional.of(redis.lrange(key, -500, -1)));
      assertThat(window.after(known)).isEmpty();
      redis.rpush(Names.windowKey(room), json(update(2)), "broken", json(update(3)));
      assertThat(window.after(known).orElseThrow().stream().map(RoomUpdate::sequence))
          .containsExactly(3L);
    }
  }
}
