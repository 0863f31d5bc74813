package dev.gavel.gateway.hub;

import dev.gavel.gateway.store.Item;
import dev.gavel.gateway.store.MemoryRoomStore;
import dev.gavel.gateway.store.StoredRoom;
import dev.gavel.model.IncrementTables;
import dev.gavel.model.Place;
import dev.gavel.model.RoomEvent;
import dev.gavel.model.RoomTerms;
import dev.gavel.model.RoomUpdate;
import dev.gavel.model.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// One room as a worker would store and tell it, one update after the other.
final class House {
  static final String ROOM = "room-1";
  static final String ITEM = "item-1";
  private static final int STORED = 50;

  private final MemoryRoomStore store;
  final List<RoomUpdate> updates = new ArrayList<>();
  private boolean holdsBack;

  House(MemoryRoomStore store) {
    this.store = store;
    store.items.put(
        ITEM,
        new Item(
            ITEM, "달항아리", "Moon jar", "만든이", "", "", OptionalLong.empty(), OptionalLong.empty()));
    next(new RoomEvent.Opened(terms()), standing(OptionalLong.empty(), Optional.empty()));
  }

  static RoomTerms terms() {
    return new RoomTerms(
        1,
        ITEM,
        "seller",
        "KRW",
        RoomTerms.Mode.TIMED,
        100_000,
        OptionalLong.of(900_000),
        IncrementTables.KRW_ONLINE,
        1_000,
        9_000_000,
        new RoomTerms.SoftClose(RoomTerms.SoftClose.Extend.RESET, 30_000, 30_000),
        0,
        0,
        0,
        Optional.empty(),
        List.of(),
        Map.of("kim", 5_000_000L));
  }

  private static Standing standing(OptionalLong price, Optional<String> leader) {
    return new Standing(
        Standing.Phase.OPEN,
        false,
        price,
        leader,
        OptionalLong.of(price.orElse(50_000) + 50_000),
        OptionalLong.of(9_000_000),
        Optional.of(false),
        price.isPresent() ? 1 : 0,
        0,
        Optional.empty());
  }

  /// A bid that leads, stored but not told yet.
  RoomUpdate bid(String user, long price) {
    return next(
        new RoomEvent.BidPlaced(
            updates.size(), user, RoomEvent.BidPlaced.Kind.EXACT, false, OptionalLong.empty()),
        standing(OptionalLong.of(price), Optional.of(user)));
  }

  /// A bid that the maximum of `leader` answers at once.
  RoomUpdate outbid(String user, String leader, long price) {
    return next(
        new RoomEvent.BidPlaced(
            updates.size(), user, RoomEvent.BidPlaced.Kind.EXACT, true, OptionalLong.empty()),
        standing(OptionalLong.of(price), Optional.of(leader)));
  }

  RoomUpdate approve(String user, int paddle) {
    return next(new RoomEvent.BidderApproved(user, paddle), updates.getLast().standing());
  }

  RoomUpdate pause() {
    return next(new RoomEvent.Paused("쉬는 시간"), updates.getLast().standing());
  }

  private RoomUpdate next(RoomEvent event, Standing standing) {
    long sequence = updates.size() + 1L;
    RoomUpdate update =
        new RoomUpdate(
            ROOM,
            new Place(3, 10 + sequence),
            sequence,
            1_000 + sequence,
            event,
            standing,
            "%064x".formatted(sequence));
    updates.add(update);
    if (!holdsBack) {
      store();
    }
    return update;
  }

  /// Stores nothing until [#store]: the hub compares its rooms with what is stored now and then,
  /// and would come upon a half of what a test does.
  void holdBack() {
    holdsBack = true;
  }

  void store() {
    holdsBack = false;
    RoomUpdate last = updates.getLast();
    store.updates.put(ROOM, List.copyOf(updates));
    store.rooms.put(
        ROOM,
        new StoredRoom(
            ROOM,
            terms(),
            last.standing(),
            last.sequence(),
            last.place(),
            last.receipt(),
            last.atMs(),
            Map.of(),
            updates.subList(Math.max(0, updates.size() - STORED), updates.size())));
  }
}
