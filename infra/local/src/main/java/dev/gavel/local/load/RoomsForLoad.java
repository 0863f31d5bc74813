package dev.gavel.local.load;

import dev.gavel.local.seed.Demo;
import dev.gavel.local.seed.SeededRoom;
import dev.gavel.model.IncrementTables;
import dev.gavel.model.Increments;
import dev.gavel.model.RoomTerms;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// The rooms of a run: those that are open, or new ones where a scenario needs its own.
final class RoomsForLoad {
  /// Seconds of a closing run after the moment at which all rooms would end.
  static final int CLOSING_TAIL_S = 10;

  /// From one maximum of a duel to the next: a million steps.
  static final long DUEL_RISE = 1_000_000L * 10;

  /// Seconds that taking the seats may need before the closing begins.
  private static final int ENTERING_S = 15;

  private static final long HOUR_MS = 3_600_000;

  /// A bid in a closing run keeps its room open this long: short, so that a run sees the end.
  private static final long EXTEND_MS = 3_000;

  private RoomsForLoad() {}

  static List<Board> of(LoadPlan plan, Target target) throws Exception {
    if (plan.scenario().opensRooms()) {
      return open(plan, target);
    }
    if (target.rooms().size() < plan.rooms()) {
      throw new IllegalArgumentException(
          "%d rooms are wanted, %d are open: start the system with --rooms %d"
              .formatted(plan.rooms(), target.rooms().size(), plan.rooms()));
    }
    return target.rooms().stream()
        .limit(plan.rooms())
        .map(room -> new Board(room.id(), 1))
        .toList();
  }

  private static List<Board> open(LoadPlan plan, Target target)
      throws IOException, InterruptedException {
    long now = System.currentTimeMillis();
    long ends =
        plan.scenario() == Scenario.CLOSING
            ? now + (ENTERING_S + plan.seconds() - CLOSING_TAIL_S) * 1000L
            : now + HOUR_MS;
    Increments steps =
        plan.scenario() == Scenario.DUEL
            ? new Increments("tens", List.of(new Increments.Tier(0, 10)))
            : IncrementTables.KRW_ONLINE;
    List<RoomTerms> terms = new ArrayList<>();
    for (int i = 0; i < plan.rooms(); i++) {
      terms.add(terms(target.items().get(i % target.items().size()), steps, now, ends));
    }
    try (Demo demo = new Demo(target.stores().kafka(), target.stores().mongo())) {
      return demo.further(terms).stream().map(RoomsForLoad::board).toList();
    }
  }

  private static Board board(SeededRoom room) {
    return new Board(room.id(), 1);
  }

  private static RoomTerms terms(String item, Increments steps, long nowMs, long endsMs) {
    return new RoomTerms(
        RoomTerms.RULES,
        item,
        "6600cccc0000000000000001",
        "KRW",
        RoomTerms.Mode.TIMED,
        10,
        OptionalLong.empty(),
        steps,
        nowMs - 1_000,
        endsMs,
        new RoomTerms.SoftClose(RoomTerms.SoftClose.Extend.RESET, EXTEND_MS, EXTEND_MS),
        0,
        0,
        0,
        Optional.empty(),
        List.of(),
        Map.of());
  }
}
