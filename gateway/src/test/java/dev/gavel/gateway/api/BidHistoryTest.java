package dev.gavel.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gavel.gateway.store.MemoryRoomStore;
import dev.gavel.gateway.store.ProjectedRoom;
import dev.gavel.gateway.store.Projections;
import dev.gavel.gateway.store.RoomStore;
import dev.gavel.model.RoomEvent;
import dev.gavel.model.RoomUpdate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BidHistoryTest {
  private static final String ID = "room";
  private static final int ROUNDS = 200;

  private final MemoryRoomStore store = new MemoryRoomStore();
  private final ProjectedRoom room = ProjectedRoom.of(ID, "item", 0);

  private void add(Random random, int bids) {
    for (int i = 0; i < bids; i++) {
      long next = room.updates().size() + 1L;
      if (next == 1) {
        room.updates().add(Projections.opened(room));
      } else if (random.nextInt(4) == 0) {
        room.updates()
            .add(Projections.update(room, next, new RoomEvent.Paused("쉬는 시간"), room.standing()));
      } else {
        room.updates().add(Projections.bid(room, next, "u" + next, 100_000 + next));
      }
    }
    store.put(room);
  }

  private BidHistory.Page page(long before, int limit) throws Exception {
    return BidHistory.page(
        store, Objects.requireNonNull(store.rooms(List.of(ID)).get(ID)), before, limit);
  }

  @Test
  void pagesHaveEveryBidOnceWhileBidsComeIn() throws Exception {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      room.updates().clear();
      add(random, 1 + random.nextInt(700));
      List<Long> wanted = bids(room.updates().reversed());
      int limit = 1 + random.nextInt(150);
      List<Long> seen = new ArrayList<>();
      for (long before = Long.MAX_VALUE; before > 0; ) {
        BidHistory.Page page = page(before, limit);
        assertThat(page.bids()).hasSizeLessThanOrEqualTo(limit);
        seen.addAll(bids(page.bids()));
        before = page.next().orElse(0);
        add(random, random.nextInt(30));
      }
      assertThat(seen).as("seed %d, round %d", seed, round).isEqualTo(wanted);
    }
  }

  private static List<Long> bids(List<RoomUpdate> updates) {
    return updates.stream()
        .filter(update -> update.event() instanceof RoomEvent.BidPlaced)
        .map(RoomUpdate::sequence)
        .toList();
  }

  @Test
  void aPageCostsTheSameInALongRoom() throws Exception {
    for (long n = 1; n <= 20_000; n++) {
      room.updates()
          .add(n == 1 ? Projections.opened(room) : Projections.bid(room, n, "kim", 100_000 + n));
    }
    store.put(room);
    for (long before : List.of(Long.MAX_VALUE, 19_950L, 10_000L, 777L, 2L)) {
      int reads = store.reads.get();
      assertThat(page(before, RoomStore.MAX_PAGE).bids()).hasSizeLessThanOrEqualTo(500);
      assertThat(store.reads.get() - reads).as("%d", before).isLessThanOrEqualTo(3);
    }
  }

  @Test
  void whatIsNoBidCannotMakeAPageLong() throws Exception {
    for (long n = 1; n <= 5_000; n++) {
      room.updates()
          .add(
              n == 1
                  ? Projections.opened(room)
                  : Projections.update(
                      room, n, new RoomEvent.BidderApproved("u" + n, 1), room.standing()));
    }
    store.put(room);
    BidHistory.Page page = page(Long.MAX_VALUE, 100);
    assertThat(page.bids()).isEmpty();
    assertThat(page.next()).hasValue(4_001);
  }
}
