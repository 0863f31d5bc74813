package dev.gavel.gateway.store;

import dev.gavel.model.BidderShare;
import dev.gavel.model.IncrementTables;
import dev.gavel.model.Place;
import dev.gavel.model.RoomTerms;
import dev.gavel.model.RoomUpdate;
import dev.gavel.model.Standing;
import dev.gavel.model.StoredDecision;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// All that a worker has stored of a room.
public record ProjectedRoom(
    String id,
    RoomTerms terms,
    Standing standing,
    int partition,
    Map<String, Integer> paddles,
    List<RoomUpdate> updates,
    List<StoredDecision> decisions,
    List<BidderShare> shares) {
  private static final String NONE = "0".repeat(64);

  /// Without anything but its opening.
  public static ProjectedRoom of(String id, String item, int partition) {
    return new ProjectedRoom(
        id,
        terms(item),
        standing(Standing.Phase.OPEN, OptionalLong.empty(), Optional.empty()),
        partition,
        Map.of(),
        new ArrayList<>(),
        new ArrayList<>(),
        new ArrayList<>());
  }

  public ProjectedRoom with(Standing other) {
    return new ProjectedRoom(id, terms, other, partition, paddles, updates, decisions, shares);
  }

  public ProjectedRoom with(Map<String, Integer> others) {
    return new ProjectedRoom(id, terms, standing, partition, others, updates, decisions, shares);
  }

  static RoomTerms terms(String item) {
    return new RoomTerms(
        RoomTerms.RULES,
        item,
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

  public static Standing standing(
      Standing.Phase phase, OptionalLong price, Optional<String> leader) {
    boolean closed = phase == Standing.Phase.CLOSED;
    return new Standing(
        phase,
        false,
        price,
        leader,
        closed ? OptionalLong.empty() : OptionalLong.of(price.orElse(50_000) + 50_000),
        OptionalLong.of(9_000_000),
        Optional.of(false),
        price.isPresent() ? 1 : 0,
        0,
        closed ? Optional.of(Standing.Outcome.SOLD) : Optional.empty());
  }

  public long sequence() {
    return updates.isEmpty() ? 1 : updates.getLast().sequence();
  }

  public long offset() {
    return decisions.isEmpty() ? 10 + sequence() : decisions.getLast().decision().place().offset();
  }

  StoredRoom stored() {
    return new StoredRoom(
        id,
        terms,
        standing,
        sequence(),
        new Place(partition, offset()),
        NONE,
        1_000,
        paddles,
        List.copyOf(
            updates.subList(Math.max(0, updates.size() - RoomStore.NEWEST), updates.size())));
  }
}
