package dev.gavel.bids.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gavel.backends.Backends;
import dev.gavel.backends.BackendsExtension;
import dev.gavel.backends.TcpGate;
import dev.gavel.bids.Main;
import dev.gavel.bids.Running;
import dev.gavel.bids.Settings;
import dev.gavel.model.Answer;
import dev.gavel.model.Decision;
import dev.gavel.model.Names;
import dev.gavel.model.Place;
import io.lettuce.core.RedisClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(BackendsExtension.class)
class WorkerFaultsIT {
  private static final long HOUR_MS = 3_600_000;

  private final Backends backends;
  private final World world;

  WorkerFaultsIT(Backends backends) {
    this.backends = backends;
    this.world = World.of(backends);
  }

  private Running worker(String name, String redis, String mongo) {
    return Main.start(Settings.of(name, backends.kafkaBootstrap(), redis, mongo));
  }

  private Running worker(String name) {
    return worker(name, backends.redisUri(), backends.mongoUri());
  }

  private void open(String room) {
    long now = System.currentTimeMillis();
    world.send(Commands.open(room, now - 1_000, now + HOUR_MS));
  }

  private List<Place> bid(String room, int from, int until) {
    List<Place> places = new ArrayList<>();
    for (int i = from; i < until; i++) {
      places.add(world.send(Commands.bid(room, "b" + i % 2, "c" + i, 100_000 + 5_000_000L * i)));
    }
    return places;
  }

  private void awaitStored(String room, int count) {
    await().atMost(World.LIMIT).until(() -> world.bids(room).size() == count);
  }

  private void awaitReady(Running worker) {
    await().atMost(World.LIMIT).until(worker::ready);
  }

  /// The room opened, and every bid led: once each in MongoDB, the sequence without a gap.
  private void allLed(String room, int bids) {
    List<Document> stored = world.bids(room);
    assertThat(stored).hasSize(bids + 1);
    assertThat(stored).extracting(one -> one.getLong("sequence")).isSorted();
    assertThat(stored.getLast().getLong("sequence")).isEqualTo(bids + 1);
    // Stored is before told.
    await()
        .atMost(World.LIMIT)
        .until(() -> new LinkedHashSet<>(world.results(room)).size() >= bids + 1);
    assertThat(new LinkedHashSet<>(world.results(room)))
        .extracting(Decision::sequence)
        .hasSize(bids + 1)
        .isSorted();
  }

  @Test
  void goesOnWhereAnotherEndedAndRepeatsNothing() {
    String room = "faults-restart";
    try (Running _ = worker("restart-1")) {
      open(room);
      bid(room, 0, 10);
      awaitStored(room, 11);
    }
    bid(room, 10, 20);
    try (Running _ = worker("restart-2")) {
      awaitStored(room, 21);
      allLed(room, 20);
      // A worker that ended in order leaves nothing to repeat.
      assertThat(world.results(room)).hasSize(21);
    }
  }

  @Test
  void aSecondWorkerTakesItsShareAndThenAll() {
    String room = "faults-share";
    Running first = worker("share-1");
    try (Running second = worker("share-2")) {
      open(room);
      bid(room, 0, 20);
      awaitReady(first);
      awaitReady(second);
      bid(room, 20, 40);
      first.close();
      bid(room, 40, 60);
      awaitStored(room, 61);
      allLed(room, 60);
    } finally {
      first.close();
    }
  }

  @Test
  void withoutMongoItStopsDecidingAndThenGoesOn() throws Exception {
    String room = "faults-mongo";
    try (TcpGate gate = new TcpGate(backends.mongoUri());
        Running worker = worker("mongo-away", backends.redisUri(), gate.uri("mongodb"))) {
      open(room);
      bid(room, 0, 5);
      await().atMost(World.LIMIT).until(() -> world.results(room).size() >= 6);
      awaitReady(worker);
      gate.shut();
      bid(room, 5, 15);
      await().atMost(World.LIMIT).until(() -> !worker.ready());
      assertThat(new LinkedHashSet<>(world.results(room))).hasSize(6);
      gate.reopen();
      awaitStored(room, 16);
      awaitReady(worker);
      allLed(room, 15);
    }
  }

  @Test
  void itWaitsForMongoFromTheStart() throws Exception {
    String room = "faults-mongo-start";
    try (TcpGate gate = new TcpGate(backends.mongoUri())) {
      gate.shut();
      try (Running worker = worker("mongo-late", backends.redisUri(), gate.uri("mongodb"))) {
        open(room);
        bid(room, 0, 3);
        await()
            .pollInterval(Duration.ofMillis(5))
            .during(Duration.ofSeconds(3)) // the group gives the partitions within these
            .atMost(World.LIMIT)
            .until(() -> !worker.ready());
        gate.reopen();
        awaitStored(room, 4);
        awaitReady(worker);
      }
    }
  }

  @Test
  void withoutRedisItGoesOnAndTellsAgainLater() throws Exception {
    String room = "faults-redis";
    try (TcpGate gate = new TcpGate(backends.redisUri());
        Running worker = worker("redis-away", gate.uri("redis"), backends.mongoUri());
        RedisClient redis = RedisClient.create(backends.redisUri());
        var connection = redis.connect()) {
      open(room);
      await().atMost(World.LIMIT).until(() -> connection.sync().llen(Names.windowKey(room)) == 1);
      gate.shut();
      bid(room, 0, 10);
      awaitStored(room, 11);
      awaitReady(worker);
      assertThat(connection.sync().llen(Names.windowKey(room))).isLessThan(11);
      gate.reopen();
      int[] next = {10};
      await()
          .atMost(World.LIMIT)
          .until(() -> {
            bid(room, next[0], ++next[0]);
            awaitStored(room, next[0] + 1);
            List<String> window = connection.sync().lrange(Names.windowKey(room), -1, -1);
            return window.getFirst().contains("\"sequence\":" + (next[0] + 1) + ",");
          });
      allLed(room, next[0]);
    }
  }

  @Test
  void whatCannotBeReadIsPutAsideAndWhatFollowsIsDecided() {
    String room = "faults-poison";
    byte[] wrongKey =
        new dev.gavel.model.CommandCodec().write(Commands.bid("another-room", "b", "x", 1));
    try (Running worker = worker("poison")) {
      open(room);
      List<Place> poison = new ArrayList<>();
      poison.add(world.send(record(room, "garbage".getBytes(StandardCharsets.UTF_8))));
      poison.add(world.send(record(room, "{\"v\":2}".getBytes(StandardCharsets.UTF_8))));
      poison.add(world.send(record(room, new byte[900_000])));
      poison.add(world.send(record(room, wrongKey)));
      poison.add(world.send(new ProducerRecord<>(Names.COMMANDS, room, null)));
      bid(room, 0, 3);
      awaitStored(room, 4);
      allLed(room, 3);
      await()
          .atMost(World.LIMIT)
          .untilAsserted(() ->
              assertThat(world.unreadable(room))
                  .containsExactlyElementsOf(poison.stream().map(Place::toString).toList()));
      awaitReady(worker);
    }
  }

  private static ProducerRecord<String, byte[]> record(String key, byte[] value) {
    return new ProducerRecord<>(Names.COMMANDS, key, value);
  }

  @Test
  void aCommandThatComesAgainAfterTheCloseAndAfterItsRoomWasForgottenGetsItsFirstAnswer() {
    String room = "faults-late";
    try (Running worker = forgetful()) {
      long now = System.currentTimeMillis();
      world.send(Commands.open(room, now - 1_000, now + 2_000));
      world.send(Commands.bid(room, "a", "first", 100_000));
      await()
          .atMost(World.LIMIT)
          .until(() ->
              world.room(room).map(one -> one.getString("phase")).equals(Optional.of("CLOSED")));
      awaitReady(worker);
      Place again = world.send(Commands.bid(room, "a", "first", 100_000));
      Place fresh = world.send(Commands.bid(room, "a", "second", 900_000));
      await().atMost(World.LIMIT).until(() -> result(room, fresh).isPresent());
      Decision repeated = result(room, again).orElseThrow();
      assertThat(repeated.duplicate()).isTrue();
      assertThat(repeated.answer()).isInstanceOf(Answer.Leading.class);
      assertThat(result(room, fresh).orElseThrow().answer())
          .hasToString("Refused[code=CLOSED, minimum=OptionalLong.empty]");
    }
  }

  /// Keeps no closed room in memory.
  private Running forgetful() {
    return Main.start(
        new Settings(
            "late",
            backends.kafkaBootstrap(),
            backends.redisUri(),
            backends.mongoUri(),
            Names.DATABASE,
            Settings.DEFAULT_GROUP,
            0,
            new Settings.Limits(500, 1_000_000, 10_000_000, 0, 6_000)));
  }

  private Optional<Decision> result(String room, Place place) {
    return world.results(room).stream().filter(one -> one.place().equals(place)).findFirst();
  }
}
