package dev.gavel.gateway.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gavel.gateway.peer.Absence;
import dev.gavel.gateway.peer.PeerEvents;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class ReturningTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private static FakePeer back(FakePeer peer, long after, boolean isShown) {
    peer.absence = Optional.of(new Absence(List.of(new Absence.Seat("room-1", after, isShown))));
    return peer;
  }

  @Test
  void isToldExactlyWhatItMissedAndThenWhatIsNewWithoutJoining() throws Exception {
    try (FloorStage stage = FloorStage.running(5)) {
      FakePeer kim = back(FakePeer.of("kim"), 4, true);
      assertThat(stage.connect(kim)).isInstanceOf(PeerEvents.Welcome.Accepted.class);
      assertThat(kim.sequences()).as("before it is let in").containsExactly(5L, 6L);
      stage.publish(stage.house.bid("park", 900_000));
      stage.events.connected(kim);
      Awaitility.await().atMost(LIMIT).until(() -> kim.sequences().contains(7L));
      assertThat(kim.sequences()).containsExactly(5L, 6L, 7L);
      assertThat(kim.isNew).isFalse();
      assertThat(kim.heard("room")).isEmpty();
      assertThat(kim.heard("bid").getFirst().path("event").path("own").asBoolean()).isFalse();
      assertThat(kim.heard("bid").get(1).path("event").path("own").asBoolean()).isTrue();
    }
  }

  @Test
  void whoMissedNothingIsToldNothing() throws Exception {
    try (FloorStage stage = FloorStage.running(3)) {
      FakePeer kim = stage.enter(back(FakePeer.of("kim"), 4, true));
      assertThat(kim.told).isEmpty();
      assertThat(
              stage.ask(kim, "message", "{'roomId':'room-1','text':'안녕'}").path("status").asText())
          .as("sits there again")
          .isEqualTo("ok");
    }
  }

  @Test
  void whoMissedMoreThanFitsIsNewAndIsShownTheRoom() throws Exception {
    try (FloorStage stage = FloorStage.running(Absence.MAX_REPLAYED + 10)) {
      FakePeer kim = stage.enter(back(FakePeer.of("kim"), 2, true));
      assertThat(kim.isNew).isTrue();
      assertThat(kim.sequences()).isEmpty();
      JsonNode shown = kim.heard("room").getFirst();
      assertThat(shown.path("recovered").asBoolean(true)).isFalse();
      assertThat(shown.path("sequence").asLong()).isEqualTo(Absence.MAX_REPLAYED + 11L);
      FakePeer lee = stage.enter(back(FakePeer.of("lee"), 11, true));
      assertThat(lee.isNew).as("at the edge").isFalse();
      assertThat(lee.sequences()).hasSize(Absence.MAX_REPLAYED);
    }
  }

  @Test
  void aSnapshotThatNeverArrivedIsShownOnceMore() throws Exception {
    try (FloorStage stage = FloorStage.running(3)) {
      FakePeer kim = stage.enter(back(FakePeer.of("kim"), 2, false));
      assertThat(kim.isNew).isFalse();
      assertThat(kim.sequences()).isEmpty();
      assertThat(kim.heard("room")).hasSize(1);
      assertThat(kim.heard("room").getFirst().path("sequence").asLong()).isEqualTo(4);
    }
  }

  @Test
  void aRoomThatIsNoMoreMakesItNew() throws Exception {
    try (FloorStage stage = FloorStage.running(1)) {
      FakePeer kim = FakePeer.of("kim");
      kim.absence = Optional.of(new Absence(List.of(new Absence.Seat("gone", 3, true))));
      stage.enter(kim);
      assertThat(kim.isNew).isTrue();
      assertThat(kim.heard("error").getFirst().path("code").asText()).isEqualTo("ROOM_UNKNOWN");
    }
  }

  @Test
  void theDoorAndTheEntranceAreAskedAllTheSame() throws Exception {
    try (FloorStage stage = FloorStage.running(1)) {
      FakePeer stranger = back(FakePeer.of("stranger"), 1, true);
      assertThat(stage.connect(stranger)).isInstanceOf(PeerEvents.Welcome.Rejected.class);
      assertThat(stranger.told).isEmpty();
      stage.publish(stage.house.bid("park", 900_000));
      assertThat(stranger.told).isEmpty();
    }
  }

  @Test
  void theHandshakesItemDoesNotShowTheRoomTwice() throws Exception {
    try (FloorStage stage = FloorStage.running(3)) {
      FakePeer kim =
          new FakePeer(FakePeer.known("kim", "bidder"), Map.of("id", List.of(House.ITEM)));
      stage.enter(back(kim, 3, true));
      assertThat(kim.sequences()).containsExactly(4L);
      assertThat(kim.heard("room")).isEmpty();
    }
  }
}
