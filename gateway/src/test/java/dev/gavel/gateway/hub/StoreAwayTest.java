package dev.gavel.gateway.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gavel.gateway.store.RoomStore;
import dev.gavel.model.BidderShare;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// A room that is open here can be joined while the store is away, and what is unknown is said.
class StoreAwayTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private static BidderShare maximum(String bidder, long amount) {
    return new BidderShare(
        bidder,
        1,
        Optional.of(new BidderShare.Offer(1, amount, true)),
        OptionalLong.of(amount),
        OptionalLong.of(7_000_000),
        OptionalInt.empty(),
        false,
        List.of());
  }

  private static JsonNode mine(FloorStage stage, FakePeer peer) throws Exception {
    return stage.ask(peer, "join", "{'roomId':'room-1'}").path("mine");
  }

  @Test
  void whoIsNotKnownHereIsToldThatItIsUnknownAndLaterWhatItIs() throws Exception {
    try (FloorStage stage = new FloorStage()) {
      stage.seat(FakePeer.of("lee"));
      stage.publish(stage.house.bid("kim", 100_000));
      stage.store.shares.put(new RoomStore.ShareKey("room-1", "kim"), maximum("kim", 900_000));
      stage.store.away(true);
      FakePeer kim = stage.enter(FakePeer.of("kim"));
      JsonNode mine = mine(stage, kim);
      assertThat(mine.path("known").asBoolean(true)).isFalse();
      assertThat(mine.path("leading").asBoolean()).isTrue();
      assertThat(mine.has("max")).isFalse();
      assertThat(mine.has("limit")).isFalse();
      stage.store.away(false);
      Awaitility.await().atMost(LIMIT).until(() -> !kim.heard("mine").isEmpty());
      JsonNode told = kim.heard("mine").getFirst();
      assertThat(told.path("room").asText()).isEqualTo("room-1");
      assertThat(told.has("known")).isFalse();
      assertThat(told.path("limit").asLong()).isEqualTo(7_000_000);
    }
  }

  @Test
  void whoSitsHereIsKnownFromMemory() throws Exception {
    try (FloorStage stage = new FloorStage()) {
      stage.store.shares.put(new RoomStore.ShareKey("room-1", "kim"), maximum("kim", 900_000));
      FakePeer kim = stage.seat(FakePeer.of("kim"));
      stage.store.away(true);
      JsonNode mine = mine(stage, kim);
      assertThat(mine.has("known")).isFalse();
      assertThat(mine.path("hasBid").asBoolean()).isTrue();
      assertThat(mine.path("limit").asLong()).isEqualTo(7_000_000);
    }
  }

  @Test
  void whoIsNotLoggedInHasNothingUnknown() throws Exception {
    try (FloorStage stage = new FloorStage()) {
      stage.seat(FakePeer.of("lee"));
      stage.store.away(true);
      FakePeer spectator = stage.enter(FakePeer.spectator());
      assertThat(mine(stage, spectator).has("known")).isFalse();
    }
  }
}
