package dev.gavel.gateway.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/// A crowd comes while bids come: what all are shown is written out once an update.
class CrowdJoinsTest {
  private static final int UPDATES = 100;
  private static final int JOINS_BETWEEN = 10;

  @Test
  void aThousandJoinsAmongAHundredUpdatesWriteTheSnapshotOncePerUpdate() throws Exception {
    try (RoomFixture fixture = new RoomFixture(40)) {
      List<FakePeer> crowd = new ArrayList<>();
      List<Long> shown = new ArrayList<>();
      for (int i = 0; i < UPDATES; i++) {
        fixture.bid(i % 2 == 0 ? "kim" : "lee");
        for (int j = 0; j < JOINS_BETWEEN; j++) {
          crowd.add(FakePeer.spectator());
          shown.add(fixture.join(crowd.getLast(), Optional.empty()));
        }
        fixture.time.passMs(10);
      }
      fixture.time.passMs(40);
      assertThat(fixture.meters.counter("gavel_snapshot_serialized_total").count())
          .isEqualTo(UPDATES);
      for (int i = 0; i < crowd.size(); i++) {
        long first = shown.get(i) + 1;
        assertThat(crowd.get(i).sequences())
            .isEqualTo(
                java.util.stream.LongStream.rangeClosed(first, UPDATES + 1).boxed().toList());
      }
    }
  }

  /// What is put together from texts is what a tree of it would say, for every viewer.
  @Test
  void theTextSaysWhatTheTreeWouldForEveryViewer() throws Exception {
    try (RoomFixture fixture = new RoomFixture(0)) {
      for (int i = 0; i < 60; i++) {
        fixture.bid(List.of("kim", "lee", "park").get(i % 3));
      }
      fixture.actor.heard(fixture.house.pause());
      for (Optional<String> user :
          List.of(Optional.<String>empty(), Optional.of("kim"), Optional.of("stranger"))) {
        JsonNode last = snapshot(fixture, user).path("last");
        assertThat(last).hasSize(NewestUpdates.SHOWN);
        for (int i = 0; i < last.size(); i++) {
          JsonNode line = last.get(i);
          var update = fixture.house.updates.get(62 - NewestUpdates.SHOWN + i);
          Told told =
              new Told(update, "KRW", fixture.stage.floor.sources().words(), fixture.room.naming());
          assertThat(line.path("update").toString()).isEqualTo(told.jsonFor(user).toString());
          assertThat(line.path("text")).isEqualTo(told.jsonFor(user).path("text"));
        }
      }
    }
  }

  private static JsonNode snapshot(RoomFixture fixture, Optional<String> user) throws Exception {
    FakePeer peer = FakePeer.spectator();
    List<String> written = new ArrayList<>();
    fixture.room.join(
        peer,
        user,
        snapshot ->
            written.add(
                snapshot.of(user, new Snapshot.Join(OptionalLong.empty(), false)).toString()));
    return FloorStage.json(written.getFirst());
  }
}
