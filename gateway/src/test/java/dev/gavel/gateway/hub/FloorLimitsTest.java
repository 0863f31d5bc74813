package dev.gavel.gateway.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gavel.gateway.LabelPolicy;
import dev.gavel.gateway.Settings;
import dev.gavel.gateway.bids.Outcome;
import dev.gavel.gateway.peer.PeerEvents.Welcome;
import dev.gavel.model.Author;
import dev.gavel.model.Place;
import dev.gavel.model.Role;
import dev.gavel.model.RoomCommand;
import dev.gavel.model.Wish;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class FloorLimitsTest {
  private static final String BID = "{'roomId':'room-1','price':100000,'id':'a'}";

  private static FloorStage slow(int events, int bids) {
    return new FloorStage(
        LabelPolicy.FULL, new Settings.Limits(1_000, 2, 2, events, bids, 1_000, 250));
  }

  @Test
  void tooManyEventsAreRefusedWithAHintAndAFloodEndsItsOwnConnection() throws Exception {
    try (FloorStage stage = slow(5, 1_000)) {
      FakePeer kim = stage.seat(FakePeer.of("kim"));
      FakePeer lee = stage.seat(FakePeer.of("lee"));
      JsonNode answer = stage.ask(kim, "leave", "{'roomId':'x'}");
      for (int i = 0; i < 20 && !answer.path("code").asText().equals("RATE_LIMITED"); i++) {
        answer = stage.ask(kim, "leave", "{'roomId':'x'}");
      }
      assertThat(answer.path("code").asText()).isEqualTo("RATE_LIMITED");
      assertThat(answer.path("retry").asBoolean()).isTrue();
      assertThat(answer.path("retryAfterMs").asLong()).isBetween(1L, 200L);
      assertThat(kim.ended).isEmpty();
      for (int i = 0; i < 200; i++) {
        stage.tell(kim, "bid", BID);
      }
      assertThat(kim.ended).contains("RATE_LIMITED");
      assertThat(lee.ended).isEmpty();
      assertThat(stage.ask(lee, "leave", "{'roomId':'x'}").path("status").asText()).isEqualTo("ok");
    }
  }

  @Test
  void bidsAreCountedOverAllTabsOfAPerson() throws Exception {
    try (FloorStage stage = slow(1_000, 2)) {
      FakePeer one = stage.seat(FakePeer.of("kim"));
      FakePeer two = stage.seat(FakePeer.of("kim"));
      FakePeer lee = stage.seat(FakePeer.of("lee"));
      for (int i = 0; i < 4; i++) {
        stage.ask(i % 2 == 0 ? one : two, "bid", BID);
      }
      assertThat(stage.ask(one, "bid", BID).path("code").asText()).isEqualTo("RATE_LIMITED");
      assertThat(stage.ask(two, "bid", BID).path("code").asText()).isEqualTo("RATE_LIMITED");
      assertThat(stage.ask(lee, "bid", BID).path("code").asText()).isEqualTo("UNAVAILABLE");
      assertThat(stage.sent).hasSize(5);
    }
  }

  @Test
  void theNewestOfTooManyConnectionsIsTurnedAway() {
    try (FloorStage stage = slow(1_000, 1_000)) {
      FakePeer first = stage.enter(FakePeer.of("kim"));
      stage.enter(FakePeer.of("kim"));
      assertThat(stage.connect(FakePeer.of("kim")))
          .isInstanceOfSatisfying(
              Welcome.Rejected.class, no -> assertThat(no.code()).isEqualTo("TOO_MANY_SOCKETS"));
      stage.events.gone(first, "left");
      stage.enter(FakePeer.of("kim"));
    }
  }

  @Test
  void aConnectionSitsInSoManyRoomsOnly() throws Exception {
    try (FloorStage stage = slow(1_000, 1_000)) {
      FakePeer kim = stage.seat(FakePeer.of("kim"));
      stage.ask(kim, "join", "{'roomId':'room-1'}");
      assertThat(stage.ask(kim, "join", "{'roomId':'none-a'}").path("code").asText())
          .isEqualTo("ROOM_UNKNOWN");
      stage.store.rooms.put("two", stage.store.rooms.get("room-1"));
      stage.ask(kim, "join", "{'roomId':'two'}");
      assertThat(stage.ask(kim, "join", "{'roomId':'three'}").path("code").asText())
          .isEqualTo("TOO_MANY_ROOMS");
      assertThat(stage.ask(kim, "join", "{'roomId':'room-1'}").path("sequence").asLong())
          .isEqualTo(1);
    }
  }

  @Test
  void spectatorsLookOnAndDoNothingElse() throws Exception {
    try (FloorStage stage = slow(1_000, 1_000)) {
      FakePeer nobody = stage.enter(FakePeer.spectator());
      JsonNode room = stage.ask(nobody, "join", "{'roomId':'room-1'}");
      assertThat(room.path("sequence").asLong()).isEqualTo(1);
      assertThat(room.path("mine").path("hasBid").asBoolean(true)).isFalse();
      for (String event : List.of("bid", "message")) {
        assertThat(stage.ask(nobody, event, BID).path("code").asText()).isEqualTo("LOGIN_REQUIRED");
      }
      assertThat(stage.ask(nobody, "command", BID).path("code").asText()).isEqualTo("NOT_ALLOWED");
    }
  }

  @Test
  void commandsAreForStaffAndReadAsTheLogReadsThem() throws Exception {
    try (FloorStage stage = slow(1_000, 1_000)) {
      stage.log.set(_ -> CompletableFuture.completedFuture(new Outcome.Pending(new Place(1, 2))));
      String pause =
          "{'roomId':'room-1','id':'p','op':'pause','reason':'쉼','by':'kim','role':'BIDDER'}";
      FakePeer kim = stage.seat(FakePeer.of("kim"));
      assertThat(stage.ask(kim, "command", pause).path("code").asText()).isEqualTo("NOT_ALLOWED");
      FakePeer staff = stage.seat(FakePeer.staff("lee"));
      assertThat(stage.ask(staff, "command", pause).path("place").asText()).isEqualTo("1:2");
      assertThat(stage.sent.poll())
          .isEqualTo(
              new RoomCommand(
                  "room-1",
                  "p",
                  new Author("lee", Role.STAFF),
                  RoomCommand.NO_DEADLINE,
                  new Wish.Pause("쉼")));
      for (String bad :
          List.of(
              "{'roomId':'room-1','id':'p','op':'pause'}",
              "{'roomId':'room-1','id':'p','op':'tick'}",
              "{'roomId':'room-1','id':'p','op':'bid','amount':5}",
              "{'roomId':'room-1','op':'resume'}",
              "{'roomId':'room-1','id':'p','op':'resume','more':1}")) {
        assertThat(stage.ask(staff, "command", bad).path("code").asText())
            .as(bad)
            .isEqualTo("FORM_INVALID");
      }
    }
  }

  @Test
  void whileMongoIsAwayOpenRoomsGoOnAndOthersAreUnavailable() throws Exception {
    try (FloorStage stage = slow(1_000, 1_000)) {
      FakePeer kim = stage.seat(FakePeer.of("kim"));
      stage.store.away(true);
      FakePeer lee = stage.enter(FakePeer.of("lee"));
      assertThat(stage.ask(lee, "join", "{'roomId':'room-1'}").path("sequence").asLong())
          .isEqualTo(1);
      JsonNode no = stage.ask(lee, "join", "{'roomId':'room-2'}");
      assertThat(no.path("code").asText()).isEqualTo("UNAVAILABLE");
      assertThat(no.path("retry").asBoolean()).isTrue();
      assertThat(kim.ended).isEmpty();
      stage.store.away(false);
      assertThat(stage.ask(lee, "join", "{'roomId':'room-2'}").path("code").asText())
          .isEqualTo("ROOM_UNKNOWN");
    }
  }

  @Test
  void whatPeopleSayIsOneLineWithoutTricks() throws Exception {
    try (FloorStage stage = slow(1_000, 1_000)) {
      FakePeer kim = stage.seat(FakePeer.of("kim"));
      FakePeer lee = stage.seat(FakePeer.of("lee"));
      stage.ask(kim, "message", "{'roomId':'room-1','text':'안녕\\u202e하\\n세요'}");
      org.awaitility.Awaitility.await().until(() -> lee.heard("message").size() == 1);
      assertThat(lee.heard("message").getFirst().path("text").asText()).isEqualTo("안녕 하 세요");
      assertThat(lee.heard("message").getFirst().path("who").asText())
          .isEqualTo("KIM(kim@gavel.example)");
      org.awaitility.Awaitility.await().until(() -> kim.heard("message").size() == 1);
      assertThat(kim.heard("message").getFirst().path("own").asBoolean()).isTrue();
      for (String text : List.of("''", "' '", "7", "'" + "x".repeat(301) + "'")) {
        assertThat(
                stage
                    .ask(kim, "message", "{'roomId':'room-1','text':%s}".formatted(text))
                    .path("code")
                    .asText())
            .isEqualTo("FORM_INVALID");
      }
    }
  }
}
