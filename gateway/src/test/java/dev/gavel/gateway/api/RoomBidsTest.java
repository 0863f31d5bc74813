package dev.gavel.gateway.api;

import static dev.gavel.gateway.api.RestStage.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gavel.gateway.store.ProjectedRoom;
import dev.gavel.gateway.store.ProjectionWriter;
import dev.gavel.gateway.store.Projections;
import dev.gavel.model.Answer;
import dev.gavel.model.RoomEvent;
import dev.gavel.model.Standing;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The bids of a room as they are stored: whoever made them, and wherever.
class RoomBidsTest {
  private static final String ROOM = "r-bids";
  private static final int OWN_DECISIONS = 1_205;
  private static RestStage stage;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    stage = new RestStage(folder, true);
    ProjectedRoom room =
        ProjectedRoom.of(ROOM, "i1", 0)
            .with(
                ProjectedRoom.standing(
                    Standing.Phase.OPEN, OptionalLong.of(250_000), Optional.of("u1")));
    room.updates().add(Projections.opened(room));
    placed(room, "u1", RoomEvent.BidPlaced.Kind.EXACT, 100_000, false);
    placed(room, "floor:7", RoomEvent.BidPlaced.Kind.FLOOR, 150_000, false);
    placed(room, "u1", RoomEvent.BidPlaced.Kind.MAXIMUM, 200_000, false);
    room.updates().add(Projections.update(room, 5, new RoomEvent.AskSet(250_000), room.standing()));
    placed(room, "floor:12", RoomEvent.BidPlaced.Kind.FLOOR, 250_000, true);
    for (int n = 0; n < OWN_DECISIONS; n++) {
      Answer answer =
          n == 3 ? new Answer.Leading(1, 100_000, OptionalLong.empty()) : Projections.refused();
      room.decisions().add(Projections.decision(room, n, n == 3 ? "u1" : "u2", answer));
    }
    room.shares().add(Projections.share(room, "u1", 7_654_321, true, 3));
    new ProjectionWriter(stage.database, 6).write(room);
  }

  private static void placed(
      ProjectedRoom room,
      String bidder,
      RoomEvent.BidPlaced.Kind kind,
      long price,
      boolean outbid) {
    long sequence = room.updates().size() + 1L;
    room.updates()
        .add(
            Projections.update(
                room,
                sequence,
                new RoomEvent.BidPlaced(sequence, bidder, kind, outbid, OptionalLong.empty()),
                ProjectedRoom.standing(
                    Standing.Phase.OPEN, OptionalLong.of(price), Optional.of(bidder))));
  }

  @AfterAll
  static void stop() {
    stage.close();
  }

  @Test
  void bidsOfTheFloorAreAmongThem() throws Exception {
    JsonNode bids = json(stage.get("/api/rooms/" + ROOM + "/bids")).path("bids");
    assertThat(bids.findValuesAsText("place")).containsExactly("0:16", "0:14", "0:13", "0:12");
    assertThat(bids.findValuesAsText("kind")).containsExactly("FLOOR", "MAXIMUM", "FLOOR", "EXACT");
    assertThat(bids.path(0).path("who").asText()).isEqualTo("현장 12");
    assertThat(bids.path(0).path("status").asText()).isEqualTo("outbid");
    assertThat(bids.path(2).path("who").asText()).isEqualTo("현장 7");
    assertThat(bids.path(2).path("price").asLong()).isEqualTo(150_000);
    assertThat(bids.toString()).as("what a maximum was").doesNotContain("7654321");
  }

  @Test
  void aFloorBidIsNobodysOwn() throws Exception {
    HttpResponse<String> answer =
        stage.send(stage.as("staff", "staff", "/api/rooms/" + ROOM + "/bids"));
    assertThat(json(answer).path("bids").findValuesAsText("own")).containsOnly("false");
    HttpResponse<String> mine = stage.send(stage.as("staff", "staff", "/api/me/bids"));
    assertThat(json(mine).path("rooms")).isEmpty();
  }

  @Test
  void pagesFollowOneAnother() throws Exception {
    JsonNode first = json(stage.get("/api/rooms/" + ROOM + "/bids?limit=2"));
    assertThat(first.path("bids").findValuesAsText("place")).containsExactly("0:16", "0:14");
    assertThat(first.path("next").asLong()).isEqualTo(4);
    JsonNode second = json(stage.get("/api/rooms/" + ROOM + "/bids?limit=2&before=4"));
    assertThat(second.path("bids").findValuesAsText("place")).containsExactly("0:13", "0:12");
  }

  @Test
  void ownBidsSayHowIStandInEachRoomAndWhatIWasAnswered() throws Exception {
    JsonNode rooms = json(stage.send(stage.as("u1", "bidder", "/api/me/bids"))).path("rooms");
    assertThat(rooms).hasSize(1);
    JsonNode mine = rooms.path(0).path("mine");
    assertThat(rooms.path(0).path("room").asText()).isEqualTo(ROOM);
    assertThat(rooms.path(0).path("standing").path("leading").asBoolean()).isTrue();
    assertThat(mine.path("bids").asLong()).isEqualTo(1);
    assertThat(mine.path("highest").asLong()).isEqualTo(7_654_321);
    assertThat(mine.path("offer").path("maximum").asBoolean()).isTrue();
    assertThat(rooms.path(0).path("recent").path(0).path("status").asText()).isEqualTo("leading");
  }

  @Test
  void everyAnswerOfARoomIsFoundPageByPageAndNobodyElses() throws Exception {
    JsonNode first = json(stage.send(stage.as("u1", "bidder", "/api/me/bids/" + ROOM)));
    assertThat(first.path("bids")).isEmpty();
    assertThat(first.path("next").asLong()).isEqualTo(205);
    JsonNode second =
        json(stage.send(stage.as("u1", "bidder", "/api/me/bids/" + ROOM + "?before=205")));
    assertThat(second.path("bids").findValuesAsText("place")).containsExactly("0:3");
    assertThat(second.has("next")).isFalse();
  }

  @Test
  void theRoomShowsMyMaximumToMeAlone() throws Exception {
    JsonNode own = json(stage.send(stage.as("u1", "bidder", "/api/rooms/" + ROOM)));
    assertThat(own.path("mine").path("max").asLong()).isEqualTo(7_654_321);
    JsonNode other = json(stage.send(stage.as("u2", "bidder", "/api/rooms/" + ROOM)));
    assertThat(other.path("mine").has("max")).isFalse();
    assertThat(other.toString()).doesNotContain("7654321");
  }
}
