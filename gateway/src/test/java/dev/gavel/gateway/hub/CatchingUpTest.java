package dev.gavel.gateway.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class CatchingUpTest {
  @Test
  void whoComesBackIsGivenExactlyWhatWasMissed() throws Exception {
    try (FloorStage stage = FloorStage.running(20)) {
      FakePeer kim = stage.enter(FakePeer.of("kim"));
      JsonNode back = stage.ask(kim, "join", "{'roomId':'room-1','after':18}");
      assertThat(back.path("recovered").asBoolean()).isTrue();
      assertThat(back.path("last")).isEmpty();
      assertThat(back.path("missed").findValuesAsText("sequence"))
          .containsExactly("19", "20", "21");
      JsonNode own = back.path("missed").get(1);
      assertThat(own.path("text").asText()).isEqualTo("본인: 1000000원");
      assertThat(own.path("update").path("event").path("own").asBoolean()).isTrue();
      assertThat(back.path("missed").get(0).path("text").asText())
          .isEqualTo("PARK(park@gavel.example): 950000원");
    }
  }

  @Test
  void whoMissedNothingIsTold() throws Exception {
    try (FloorStage stage = FloorStage.running(3)) {
      FakePeer kim = stage.enter(FakePeer.of("kim"));
      JsonNode back = stage.ask(kim, "join", "{'roomId':'room-1','after':4}");
      assertThat(back.path("recovered").asBoolean()).isTrue();
      assertThat(back.path("missed")).isEmpty();
    }
  }

  @Test
  void whoWasAwayTooLongIsShownTheRoomInstead() throws Exception {
    try (FloorStage stage = FloorStage.running(Window.MOST + 20)) {
      FakePeer kim = stage.enter(FakePeer.of("kim"));
      JsonNode back = stage.ask(kim, "join", "{'roomId':'room-1','after':5}");
      assertThat(back.path("recovered").asBoolean(true)).isFalse();
      assertThat(back.path("last")).hasSize(NewestUpdates.SHOWN);
      assertThat(back.has("missed")).isFalse();
      JsonNode edge = stage.ask(kim, "join", "{'roomId':'room-1','after':21}");
      assertThat(edge.path("missed")).hasSize(Window.MOST);
    }
  }

  @Test
  void whoIsAheadOfThisGatewayIsNeverShownAnOlderRoom() throws Exception {
    try (FloorStage stage = FloorStage.running(2)) {
      stage.house.bid("kim", 900_000);
      FakePeer kim = stage.enter(FakePeer.of("kim"));
      JsonNode back = stage.ask(kim, "join", "{'roomId':'room-1','after':4}");
      assertThat(back.path("sequence").asLong()).isEqualTo(4);
      assertThat(back.path("recovered").asBoolean()).isTrue();
    }
  }

  @Test
  void nonsenseAboutWhereOneIsShowsTheRoomAsItIs() throws Exception {
    try (FloorStage stage = FloorStage.running(2)) {
      FakePeer kim = stage.enter(FakePeer.of("kim"));
      for (String after :
          List.of("-1", "1.5", "'3'", "99999999999999999999", "null", "9007199254740991")) {
        JsonNode shown = stage.ask(kim, "join", "{'roomId':'room-1','after':%s}".formatted(after));
        assertThat(shown.path("sequence").asLong()).as(after).isEqualTo(3);
        assertThat(shown.path("recovered").asBoolean(false)).as(after).isFalse();
      }
    }
  }

  @Test
  @Timeout(30)
  void twoThousandWhoComeBackAtOnceCostAHandfulOfReads() throws Exception {
    try (FloorStage stage = FloorStage.running(100)) {
      for (int i = 0; i < 2_000; i++) {
        stage.users.put("u" + i, new dev.gavel.gateway.people.Person("u" + i, "m", "n", "bidder"));
      }
      stage.store.takes(Duration.ofMillis(20));
      int reads = stage.store.reads.get();
      long began = System.nanoTime();
      List<Future<JsonNode>> back = new ArrayList<>();
      try (ExecutorService crowd = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < 2_000; i++) {
          FakePeer peer = FakePeer.of("u" + i);
          back.add(
              crowd.submit(() -> {
                stage.enter(peer);
                return stage.ask(peer, "join", "{'roomId':'room-1','after':81}");
              }));
        }
        for (Future<JsonNode> one : back) {
          assertThat(one.get().path("missed")).hasSize(20);
        }
      }
      Duration took = Duration.ofNanos(System.nanoTime() - began);
      System.out.println(
          "2000 caught up in " + took.toMillis() + " ms, reads of users: " + stage.userReads);
      assertThat(took).isLessThan(Duration.ofSeconds(5));
      // Rooms are compared with what is stored now and then, whoever comes.
      assertThat(stage.store.reads.get() - reads).isLessThan(200);
      assertThat(stage.userReads.get()).isLessThan(200);
    }
  }
}
