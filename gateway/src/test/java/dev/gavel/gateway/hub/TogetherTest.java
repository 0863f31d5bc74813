package dev.gavel.gateway.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gavel.model.RoomEvent;
import dev.gavel.model.RoomUpdate;
import dev.gavel.model.Standing;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// What goes out when: at once after a rest, together under load, and what never waits.
class TogetherTest {
  private static final int CROWD = 2_000;

  /// A crowd, and one of its members.
  private static final class Watched implements AutoCloseable {
    final RoomFixture fixture;
    final FakePeer lee = FakePeer.of("lee");

    Watched(int togetherMs) throws Exception {
      fixture = new RoomFixture(togetherMs);
      fixture.crowd(CROWD);
      fixture.join(lee, Optional.of("lee"));
    }

    @Override
    public void close() {
      fixture.close();
    }
  }

  @Test
  void atRestAnUpdateGoesAtOnceAndTheNextWaitsForItsTime() throws Exception {
    try (Watched watched = new Watched(40)) {
      watched.fixture.bid("kim");
      assertThat(watched.lee.sequences()).containsExactly(2L);
      watched.fixture.bid("lee");
      watched.fixture.time.passMs(20);
      watched.fixture.bid("kim");
      watched.fixture.time.passMs(19);
      assertThat(watched.lee.sequences()).containsExactly(2L);
      watched.fixture.time.passMs(1);
      assertThat(watched.lee.sequences()).containsExactly(2L, 3L, 4L);
      assertThat(watched.lee.offers.get()).isEqualTo(2);
      watched.fixture.time.passMs(40);
      watched.fixture.bid("park");
      assertThat(watched.lee.sequences()).as("at rest again").endsWith(5L);
      assertThat(watched.fixture.time.waiting()).isZero();
    }
  }

  @Test
  void eachAudienceOfABroadcastIsToldInItsOwnWords() throws Exception {
    try (Watched watched = new Watched(40)) {
      watched.fixture.bid("park");
      watched.fixture.bid("kim");
      watched.fixture.bid("lee");
      watched.fixture.time.passMs(40);
      List<String> lines =
          watched.lee.told.stream().map(told -> told.arguments().getFirst().asText()).toList();
      assertThat(lines)
          .containsExactly(
              "PARK(park@gavel.example): 150000원",
              "KIM(kim@gavel.example): 200000원",
              "본인: 250000원");
    }
  }

  @Test
  void offMeansThatEachUpdateGoesByItself() throws Exception {
    try (Watched watched = new Watched(0)) {
      for (int i = 0; i < 10; i++) {
        watched.fixture.bid("kim");
      }
      assertThat(watched.lee.sequences()).hasSize(10);
      assertThat(watched.lee.offers.get()).isEqualTo(10);
    }
  }

  @Test
  void whatViewersActByTakesWhatWaitsAlongAtOnce() throws Exception {
    try (Watched watched = new Watched(40)) {
      watched.fixture.bid("kim");
      watched.fixture.bid("lee");
      watched.fixture.actor.heard(watched.fixture.house.pause());
      assertThat(watched.lee.sequences()).containsExactly(2L, 3L, 4L);
      assertThat(watched.lee.offers.get()).isEqualTo(2);
      watched.fixture.bid("lee");
      assertThat(watched.lee.sequences()).as("the pause counts from there").hasSize(3);
    }
  }

  /// What may wait, by event: bids and approvals, and nothing else.
  @Test
  void onlyBidsAndApprovalsWait() throws Exception {
    List<RoomEvent> urgent =
        List.of(
            new RoomEvent.Opened(House.terms()),
            new RoomEvent.OutageExtended(9_000_000),
            new RoomEvent.Postponed(9_000_000, ""),
            new RoomEvent.Paused(""),
            new RoomEvent.Resumed(),
            new RoomEvent.FairWarningGiven(1),
            new RoomEvent.AskSet(1),
            new RoomEvent.BidVoided(1, ""),
            new RoomEvent.BidReinstated(1, ""),
            new RoomEvent.Closed(Standing.Outcome.SOLD, ""),
            new RoomEvent.Reopened(""));
    try (RoomFixture fixture = new RoomFixture(40)) {
      urgent.forEach(event -> assertThat(isDue(fixture, event, 0)).as("%s", event).isTrue());
      assertThat(isDue(fixture, new RoomEvent.BidderApproved("kim", 1), 0)).isFalse();
      assertThat(isDue(fixture, bid(OptionalLong.empty()), 8_999_999)).isFalse();
    }
  }

  @Test
  void anEndThatViewersKnowToBeNearIsMovedAtOnce() throws Exception {
    try (RoomFixture fixture = new RoomFixture(40)) {
      RoomEvent extended = bid(OptionalLong.of(9_030_000));
      assertThat(isDue(fixture, extended, 8_998_999)).isFalse();
      assertThat(isDue(fixture, extended, 8_999_000)).isTrue();
    }
  }

  private static RoomEvent bid(OptionalLong extendedToMs) {
    return new RoomEvent.BidPlaced(1, "kim", RoomEvent.BidPlaced.Kind.EXACT, false, extendedToMs);
  }

  /// Whether an update would go out at once, were the room busy and its end at 9 000 000.
  private static boolean isDue(RoomFixture fixture, RoomEvent event, long atMs) {
    RoomUpdate opened = fixture.house.updates.getFirst();
    RoomUpdate update =
        new RoomUpdate(
            House.ROOM, opened.place(), 2, atMs, event, opened.standing(), opened.receipt());
    PendingUpdates pending = new PendingUpdates(OptionalLong.of(9_000_000));
    RoomSources sources = fixture.stage.floor.sources();
    pending.add(new Told(update, "KRW", sources.words(), id -> id));
    return pending.areDue();
  }

  @Test
  void aLongBacklogGoesOutInBroadcastsOfABoundedSize() throws Exception {
    try (Watched watched = new Watched(40)) {
      watched.fixture.house.holdBack();
      for (int i = 0; i < 200; i++) {
        watched.fixture.house.bid("kim", 100_000 + 50_000L * i);
      }
      watched.fixture.house.store();
      watched.fixture.stage.window.set(last ->
          Optional.of(
              dev.gavel.gateway.results.Past.run(watched.fixture.house.updates, last.sequence())));
      watched.fixture.actor.heard(watched.fixture.house.updates.getLast());
      assertThat(watched.lee.sequences()).hasSize(200);
      assertThat(watched.lee.offers.get()).isEqualTo(4); // 64, 64, 64 and 8
    }
  }

  /// Who is shown the room does not hold it up: another thread tells all the others meanwhile.
  @Test
  void theRoomGoesOnWhileAMemberIsShownIt() throws Exception {
    try (Watched watched = new Watched(40)) {
      FakePeer kim = FakePeer.of("kim");
      long shown =
          watched.fixture.join(
              kim,
              Optional.of("kim"),
              _ -> {
                CompletableFuture<Void> other =
                    CompletableFuture.runAsync(() -> watched.fixture.bid("lee"));
                assertThat(other.orTimeout(10, TimeUnit.SECONDS))
                    .succeedsWithin(java.time.Duration.ofSeconds(10));
                assertThat(watched.lee.sequences()).containsExactly(2L);
                assertThat(kim.told).as("not before its snapshot").isEmpty();
              });
      assertThat(shown).isEqualTo(1);
      assertThat(kim.sequences()).containsExactly(2L);
    }
  }

  @Test
  void aMessageWaitsForTheSnapshotOfWhoIsBeingShownTheRoom() throws Exception {
    try (Watched watched = new Watched(40)) {
      FakePeer kim = FakePeer.of("kim");
      var said =
          new RoomTalk.Line(
              new dev.gavel.gateway.results.Said(House.ROOM, "lee", false, "hello", 5), "LEE");
      var told = dev.gavel.gateway.peer.Broadcast.of("message", RoomTalk.json(said, false));
      watched.fixture.join(
          kim,
          Optional.of("kim"),
          _ -> {
            watched.fixture.room.say(said, told, told);
            assertThat(kim.told).isEmpty();
          });
      assertThat(kim.heard("message")).hasSize(1);
    }
  }

  @Test
  void whatFollowsTheNewsWaitsForItsBroadcast() throws Exception {
    try (Watched watched = new Watched(40)) {
      watched.fixture.bid("kim");
      watched.fixture.bid("kim");
      CompletableFuture<Void> told = new CompletableFuture<>();
      watched.fixture.actor.afterNews(() -> told.complete(null));
      assertThat(told).isNotDone();
      watched.fixture.time.passMs(40);
      assertThat(told).isDone();
      CompletableFuture<Void> atRest = new CompletableFuture<>();
      watched.fixture.actor.afterNews(() -> atRest.complete(null));
      assertThat(atRest).isDone();
    }
  }

  @Test
  void aRoomThatIsShownAnewHasToldWhatItHadFirst() throws Exception {
    try (Watched watched = new Watched(40)) {
      watched.fixture.bid("kim");
      watched.fixture.bid("kim");
      for (int i = 0; i < 1_100; i++) { // more than a gap is filled with, so that they are lost
        watched.fixture.house.bid("kim", 9_000_000 + i);
      }
      watched.fixture.actor.heard(watched.fixture.house.updates.getLast());
      assertThat(watched.lee.sequences()).containsExactly(2L, 3L);
      JsonNode shown = watched.lee.heard("room").getFirst();
      assertThat(shown.path("sequence").asLong()).isEqualTo(1_103);
      assertThat(watched.lee.told.getLast().event()).isEqualTo("room");
    }
  }
}
