package dev.gavel.gateway.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gavel.gateway.results.Said;
import dev.gavel.gateway.store.RoomStore;
import dev.gavel.model.BidderShare;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class TalkTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  @Test
  void whoComesLaterSeesWhatWasSaidLast() throws Exception {
    try (FloorStage stage = new FloorStage()) {
      stage.talk.keep(new Said(House.ROOM, "park", true, "어서 오십시오", 5));
      FakePeer kim = stage.seat(FakePeer.of("kim"));
      stage.ask(kim, "message", "{'roomId':'room-1','text':'안녕'}");
      Awaitility.await().atMost(LIMIT).until(() -> kim.heard("message").size() == 1);
      assertThat(stage.kept).hasSize(2);
      FakePeer lee = stage.enter(FakePeer.of("lee"));
      JsonNode seen = stage.ask(lee, "join", "{'roomId':'room-1'}").path("messages");
      assertThat(seen.findValuesAsText("text")).containsExactly("어서 오십시오", "안녕");
      assertThat(seen.get(0).path("notice").asBoolean()).isTrue();
      assertThat(seen.get(1).path("who").asText()).isEqualTo("KIM(kim@gavel.example)");
      JsonNode own = stage.ask(kim, "join", "{'roomId':'room-1'}").path("messages").get(1);
      assertThat(own.path("who").asText()).isEqualTo("본인");
      assertThat(own).isEqualTo(kim.heard("message").getFirst());
    }
  }

  @Test
  void oneThatWasReadWithTheRoomAndThenHeardIsToldOnce() throws Exception {
    try (FloorStage stage = new FloorStage()) {
      Said said = new Said(House.ROOM, "park", false, "안녕", 5);
      stage.talk.keep(said);
      FakePeer kim = stage.seat(FakePeer.of("kim"));
      stage.floor.talk().heard(said);
      stage.floor.talk().heard(new Said(House.ROOM, "park", false, "또", 6));
      Awaitility.await().atMost(LIMIT).until(() -> !kim.heard("message").isEmpty());
      assertThat(kim.heard("message").getFirst().path("text").asText()).isEqualTo("또");
    }
  }

  @Test
  void noMoreAreShownThanTheNewest() throws Exception {
    try (FloorStage stage = new FloorStage()) {
      FakePeer kim = stage.seat(FakePeer.of("kim"));
      for (int i = 0; i < RoomTalk.SHOWN + 5; i++) {
        stage.floor.talk().heard(new Said(House.ROOM, "park", false, "m" + i, i));
      }
      Awaitility.await()
          .atMost(LIMIT)
          .until(() -> kim.heard("message").size() == RoomTalk.SHOWN + 5);
      JsonNode seen = stage.ask(kim, "join", "{'roomId':'room-1'}").path("messages");
      assertThat(seen).hasSize(RoomTalk.SHOWN);
      assertThat(seen.get(0).path("text").asText()).isEqualTo("m5");
    }
  }

  @Test
  void whoComesFirstSeesItselfAmongThePeopleThere() throws Exception {
    try (FloorStage stage = new FloorStage()) {
      FakePeer kim = stage.enter(FakePeer.of("kim"));
      JsonNode first = stage.ask(kim, "join", "{'roomId':'room-1'}").path("presence");
      assertThat(first.path("count").asInt()).isEqualTo(1);
      assertThat(first.path("people").get(0).asText()).isEqualTo("KIM(kim@gavel.example)");
      FakePeer watching = stage.enter(FakePeer.spectator());
      JsonNode second = stage.ask(watching, "join", "{'roomId':'room-1'}").path("presence");
      assertThat(second.path("count").asInt()).isEqualTo(2);
      assertThat(second.path("people")).hasSize(1);
    }
  }

  @Test
  void aRoomThatDoesNotExistCountsNobody() throws Exception {
    try (FloorStage stage = new FloorStage()) {
      FakePeer kim = stage.enter(FakePeer.of("kim"));
      assertThat(stage.ask(kim, "join", "{'roomId':'nowhere'}").path("code").asText())
          .isEqualTo("ROOM_UNKNOWN");
      assertThat(stage.present).isEmpty();
    }
  }

  @Test
  void aLimitThatStaffSetLaterIsInTheNextSnapshot() throws Exception {
    try (FloorStage stage = new FloorStage()) {
      FakePeer kim = stage.enter(FakePeer.of("kim"));
      assertThat(limit(stage, kim)).as("of the terms").isEqualTo(5_000_000);
      stage.store.shares.put(new RoomStore.ShareKey("room-1", "kim"), limited("kim", 300_000));
      Awaitility.await().atMost(LIMIT).until(() -> limit(stage, kim) == 300_000);
      stage.store.away(true);
      Awaitility.await()
          .pollDelay(Duration.ofMillis(RoomBidders.FRESH_MS))
          .atMost(LIMIT)
          .until(() -> limit(stage, kim) == 300_000);
    }
  }

  private static BidderShare limited(String bidder, long limit) {
    return new BidderShare(
        bidder,
        0,
        Optional.empty(),
        OptionalLong.empty(),
        OptionalLong.of(limit),
        OptionalInt.empty(),
        false,
        List.of());
  }

  private static long limit(FloorStage stage, FakePeer peer) throws Exception {
    return stage.ask(peer, "join", "{'roomId':'room-1'}").path("mine").path("limit").asLong();
  }
}
