package dev.gavel.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gavel.gateway.store.RoomStore.ShareKey;
import dev.gavel.model.Answer;
import dev.gavel.model.BidderShare;
import dev.gavel.model.RoomUpdate;
import dev.gavel.model.Standing;
import dev.gavel.model.StoredDecision;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// What a [RoomStore] promises, in each implementation.
abstract class RoomStoreContract {
  static final int PARTITIONS = 6;

  /// The store over rooms as a worker has stored them.
  abstract RoomStore over(List<ProjectedRoom> rooms) throws Exception;

  private static ProjectedRoom room(String id, String item, int partition, long updates) {
    ProjectedRoom room = ProjectedRoom.of(id, item, partition);
    room.updates().add(Projections.opened(room));
    LongStream.rangeClosed(2, updates)
        .forEach(n -> room.updates().add(Projections.bid(room, n, "u" + n % 7, 100_000 + n)));
    return room;
  }

  private static List<Long> sequences(List<RoomUpdate> updates) {
    return updates.stream().map(RoomUpdate::sequence).toList();
  }

  private static List<Long> from(long first, long last) {
    return LongStream.rangeClosed(first, last).boxed().toList();
  }

  @Test
  void aRoomHasItsPaddlesAndItsNewestUpdates() throws Exception {
    ProjectedRoom room = room("a-room", "item", 3, 120).with(Map.of("kim", 7, "lee", 12));
    StoredRoom stored = over(List.of(room)).room("a-room").orElseThrow();
    assertThat(stored.terms()).isEqualTo(room.terms());
    assertThat(stored.standing()).isEqualTo(room.standing());
    assertThat(stored.sequence()).isEqualTo(120);
    assertThat(stored.place().partition()).isEqualTo(3);
    assertThat(stored.paddles()).containsExactlyInAnyOrderEntriesOf(room.paddles());
    assertThat(stored.last()).isEqualTo(room.updates().subList(70, 120));
  }

  @Test
  void theNewestUpdatesAreWholeWhereverAPageEnds() throws Exception {
    for (long updates : List.of(1L, 49L, 99L, 100L, 101L, 149L, 150L, 200L)) {
      StoredRoom stored =
          over(List.of(room("r" + updates, "i", 0, updates))).room("r" + updates).orElseThrow();
      assertThat(sequences(stored.last()))
          .as("of %d", updates)
          .isEqualTo(from(Math.max(1, updates - RoomStore.NEWEST + 1), updates));
    }
  }

  @Test
  void whatIsNotThereIsLeftOut() throws Exception {
    RoomStore store = over(List.of(room("b-room", "b-item", 0, 1)));
    assertThat(store.room("nowhere")).isEmpty();
    assertThat(store.rooms(List.of("nowhere", "b-room"))).containsOnlyKeys("b-room");
    assertThat(store.sequences(List.of("nowhere", "b-room")))
        .containsExactly(Map.entry("b-room", 1L));
    assertThat(store.roomOfItem("nothing")).isEmpty();
    assertThat(store.updates("nowhere", 1, 10)).isEmpty();
    assertThat(store.decision("nowhere", 3)).isEmpty();
    assertThat(store.decisions("nowhere", Long.MAX_VALUE, 10).decisions()).isEmpty();
    assertThat(store.shares(List.of(new ShareKey("nowhere", "kim")))).isEmpty();
    assertThat(store.bidders("nowhere")).isEmpty();
    assertThat(store.roomsOfBidder("no-one")).isEmpty();
  }

  @Test
  void anItemIsSoldInTheRoomThatIsNotClosed() throws Exception {
    ProjectedRoom open = room("c-open", "c-item", 1, 1);
    ProjectedRoom closed =
        room("c-shut", "c-item", 5, 1)
            .with(
                ProjectedRoom.standing(
                    Standing.Phase.CLOSED, OptionalLong.of(9), Optional.of("kim")));
    RoomStore store = over(List.of(open, closed, room("c-other", "c-other", 2, 1)));
    assertThat(store.roomOfItem("c-item")).contains("c-open");
    assertThat(store.roomsOfItems(List.of("c-item", "c-other", "none")))
        .containsOnlyKeys("c-item", "c-other");
  }

  @Test
  void anyRunOfUpdatesIsWholeAndInOrder() throws Exception {
    RoomStore store = over(List.of(room("d-room", "d", 4, 1_250)));
    assertThat(sequences(store.updates("d-room", 1, 3))).isEqualTo(from(1, 3));
    assertThat(sequences(store.updates("d-room", 99, 102))).isEqualTo(from(99, 102));
    assertThat(sequences(store.updates("d-room", 1_199, 1_202))).isEqualTo(from(1_199, 1_202));
    assertThat(sequences(store.updates("d-room", 1_240, 5_000))).isEqualTo(from(1_240, 1_250));
    assertThat(sequences(store.updates("d-room", 1, 5_000))).isEqualTo(from(251, 1_250));
    assertThat(store.updates("d-room", 1_251, 5_000)).isEmpty();
    assertThat(store.updates("d-room", 7, 6)).isEmpty();
  }

  @Test
  void decisionsAreFoundByNumberAndByOffset() throws Exception {
    ProjectedRoom room = room("e-room", "e", 2, 1);
    LongStream.range(0, 730)
        .mapToObj(n -> Projections.decision(room, 5 + 3 * n, "kim", Projections.refused()))
        .forEach(room.decisions()::add);
    RoomStore store = over(List.of(room));
    for (int number : List.of(0, 1, 99, 100, 350, 699, 700, 729)) {
      StoredDecision wanted = room.decisions().get(number);
      assertThat(store.decision("e-room", 5 + 3L * number)).as("%d", number).contains(wanted);
      assertThat(store.decision("e-room", 6 + 3L * number)).as("behind %d", number).isEmpty();
    }
    assertThat(store.decision("e-room", 4)).isEmpty();
    assertThat(store.decisions("e-room", Long.MAX_VALUE, 50))
        .isEqualTo(new RoomStore.Decisions(680, room.decisions().subList(680, 730)));
    assertThat(store.decisions("e-room", 105, 10))
        .isEqualTo(new RoomStore.Decisions(95, room.decisions().subList(95, 105)));
    assertThat(store.decisions("e-room", 3, 10))
        .isEqualTo(new RoomStore.Decisions(0, room.decisions().subList(0, 3)));
    assertThat(store.decisions("e-room", 0, 10).decisions()).isEmpty();
  }

  @Test
  void bidderSharesAreFoundHoweverManyThereAre() throws Exception {
    for (int count : List.of(1, 16, 17, 100)) {
      ProjectedRoom room = room("f-room" + count, "f", 2, 1);
      for (int n = 0; n < count; n++) {
        room.shares().add(Projections.share(room, "f" + count + "-" + n, 1_000L + n, true, n));
      }
      RoomStore store = over(List.of(room));
      for (BidderShare share : room.shares()) {
        ShareKey key = new ShareKey(room.id(), share.bidder());
        assertThat(share(store, key)).isEqualTo(share);
        assertThat(store.roomsOfBidder(share.bidder())).containsExactly(room.id());
      }
      assertThat(store.bidders(room.id())).containsExactlyInAnyOrderElementsOf(room.shares());
    }
  }

  private static BidderShare share(RoomStore store, ShareKey key) throws ViewAway {
    return Objects.requireNonNull(store.shares(List.of(key)).get(key)).share();
  }

  @Test
  void whoNeverBidHasAnEmptyShare() throws Exception {
    ProjectedRoom room = room("g-room", "g", 0, 1);
    ShareKey stranger = new ShareKey("g-room", "stranger");
    assertThat(share(over(List.of(room)), stranger)).isEqualTo(BidderShare.none("stranger"));
    room.shares().add(Projections.share(room, "g-kim", 5, false, 3));
    room.shares().add(BidderShare.none("g-staff"));
    RoomStore store = over(List.of(room));
    assertThat(share(store, stranger)).isEqualTo(BidderShare.none("stranger"));
    assertThat(store.bidders("g-room")).extracting(BidderShare::bidder).containsExactly("g-kim");
    assertThat(store.roomsOfBidder("g-staff")).isEmpty();
  }

  @Test
  void theRoomsOfABidderAreThoseOfAllPartitions() throws Exception {
    List<ProjectedRoom> rooms =
        List.of(
            room("h-1", "h1", 0, 1),
            room("h-2", "h2", 0, 1),
            room("h-3", "h3", 1, 1),
            room("h-4", "h4", 5, 1));
    rooms.forEach(room -> room.shares().add(Projections.share(room, "h-kim", 5, false, 3)));
    assertThat(over(rooms).roomsOfBidder("h-kim"))
        .containsExactlyInAnyOrder("h-1", "h-2", "h-3", "h-4");
  }

  @Test
  void aHurriedStoreIsTheSameStore() throws Exception {
    ProjectedRoom room = room("j-room", "j", 0, 1);
    room.decisions()
        .add(Projections.decision(room, 9, "kim", new Answer.Leading(1, 2, OptionalLong.empty())));
    RoomStore store = over(List.of(room));
    RoomStore hurried = store.within(MongoCalls.LIMIT);
    assertThat(hurried.room("j-room")).isEqualTo(store.room("j-room"));
    assertThat(hurried.decision("j-room", 9)).isEqualTo(store.decision("j-room", 9));
  }
}
