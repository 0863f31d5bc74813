package dev.gavel.gateway.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gavel.gateway.results.Past;
import dev.gavel.model.RoomUpdate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class RoomOrderTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private static void awaitSequences(FakePeer peer, Long... expected) {
    Awaitility.await()
        .atMost(LIMIT)
        .untilAsserted(() -> assertThat(peer.sequences()).containsExactly(expected));
  }

  @Test
  void doubledAndKnownUpdatesAreToldOnce() throws Exception {
    try (FloorStage stage = new FloorStage()) {
      FakePeer lee = stage.seat(FakePeer.of("lee"));
      RoomUpdate second = stage.house.bid("kim", 100_000);
      RoomUpdate third = stage.house.bid("lee", 150_000);
      List.of(second, second, third, second, third).forEach(stage::publish);
      awaitSequences(lee, 2L, 3L);
    }
  }

  @Test
  void aGapIsRefilledFromTheWindowInOrder() throws Exception {
    try (FloorStage stage = new FloorStage()) {
      FakePeer lee = stage.seat(FakePeer.of("lee"));
      for (int i = 0; i < 60; i++) {
        stage.house.bid("kim", 100_000 + 50_000L * i);
      }
      stage.window.set(last -> Optional.of(Past.run(stage.house.updates, last.sequence())));
      stage.publish(stage.house.updates.getLast());
      awaitSequences(lee, LongStream.rangeClosed(2, 61).boxed().toArray(Long[]::new));
      assertThat(lee.heard("room")).isEmpty();
    }
  }

  @Test
  void withoutRedisAGapIsRefilledFromTheRoomsDocument() throws Exception {
    try (FloorStage stage = new FloorStage()) {
      FakePeer lee = stage.seat(FakePeer.of("lee"));
      stage.house.bid("kim", 100_000);
      stage.house.bid("lee", 150_000);
      stage.publish(stage.house.bid("kim", 200_000));
      awaitSequences(lee, 2L, 3L, 4L);
    }
  }

  @Test
  void whatNobodyRemembersIsReplacedByTheRoomAsItIs() throws Exception {
    try (FloorStage stage = new FloorStage()) {
      FakePeer lee = stage.seat(FakePeer.of("lee"));
      stage.publish(stage.house.bid("kim", 100_000));
      awaitSequences(lee, 2L);
      stage.house.holdBack();
      for (int i = 0; i < 80; i++) {
        stage.house.bid("kim", 150_000 + 50_000L * i);
      }
      stage.house.store();
      stage.store.updates.remove(House.ROOM);
      stage.publish(stage.house.updates.getLast());
      Awaitility.await()
          .atMost(LIMIT)
          .untilAsserted(() -> assertThat(lee.heard("room")).hasSize(1));
      JsonNode shown = lee.heard("room").getFirst();
      assertThat(shown.path("recovered").asBoolean(true)).isFalse();
      assertThat(shown.path("sequence").asLong()).isEqualTo(82);
      assertThat(shown.path("last")).hasSize(50);
      stage.publish(stage.house.bid("lee", 9_000_000));
      awaitSequences(lee, 2L, 83L);
    }
  }

  @Test
  void aGapThatNobodyCanFillNowIsFilledLater() throws Exception {
    try (FloorStage stage = new FloorStage()) {
      FakePeer lee = stage.seat(FakePeer.of("lee"));
      stage.store.away(true);
      int reads = stage.store.reads.get();
      stage.house.bid("kim", 100_000);
      stage.publish(stage.house.bid("lee", 150_000));
      stage.publish(stage.house.bid("kim", 200_000));
      // Each asks for what is missing, then for the whole room. If only the second were answered,
      // the room would rightly go on from there, and the gap would never be filled.
      Awaitility.await().until(() -> stage.store.reads.get() >= reads + 4);
      assertThat(lee.sequences()).isEmpty();
      stage.store.away(false);
      awaitSequences(lee, 2L, 3L, 4L);
    }
  }

  @Test
  void anyOrderArrivesInOrder() throws Exception {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    try (FloorStage stage = new FloorStage()) {
      FakePeer lee = stage.seat(FakePeer.of("lee"));
      List<RoomUpdate> all = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        all.add(stage.house.bid("kim", 100_000 + 50_000L * i));
      }
      stage.window.set(last -> Optional.of(Past.run(stage.house.updates, last.sequence())));
      List<RoomUpdate> sent = new ArrayList<>(all);
      Collections.shuffle(sent, random);
      sent.removeIf(update -> random.nextInt(10) == 0);
      sent.forEach(stage::publish);
      stage.publish(all.getLast());
      awaitSequences(lee, LongStream.rangeClosed(2, 201).boxed().toArray(Long[]::new));
    }
  }

  @Test
  void aLostLastMessageIsNoticedWithoutAnotherBehindIt() throws Exception {
    try (FloorStage stage = new FloorStage()) {
      FakePeer lee = stage.seat(FakePeer.of("lee"));
      stage.house.bid("kim", 100_000);
      awaitSequences(lee, 2L);
    }
  }

  @Test
  void anAudienceIsEncodedOnce() throws Exception {
    try (FloorStage stage = new FloorStage()) {
      for (int i = 0; i < 200; i++) {
        stage.seat(FakePeer.spectator());
      }
      FakePeer kim = stage.seat(FakePeer.of("kim"));
      FakePeer kimToo = stage.seat(FakePeer.of("kim"));
      FakePeer lee = stage.seat(FakePeer.of("lee"));
      int before = FakePeer.ENCODED.get();
      stage.publish(stage.house.outbid("kim", "lee", 150_000));
      awaitSequences(lee, 2L);
      awaitSequences(kim, 2L);
      awaitSequences(kimToo, 2L);
      assertThat(FakePeer.ENCODED.get() - before).isEqualTo(3);
      assertThat(stage.meters.counter("gavel_fanout_audiences_total").count()).isEqualTo(3);
      assertThat(stage.meters.counter("gavel_fanout_deliveries_total").count()).isEqualTo(203);
    }
  }
}
