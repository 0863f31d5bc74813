package dev.gavel.bids.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gavel.backends.Backends;
import dev.gavel.backends.BackendsExtension;
import dev.gavel.backends.ServiceProcess;
import dev.gavel.bids.Running;
import dev.gavel.model.Answer;
import dev.gavel.model.Decision;
import dev.gavel.model.RoomEvent;
import dev.gavel.model.RoomTerms.NextLot;
import dev.gavel.model.RoomUpdate;
import dev.gavel.model.Wish;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Lots that end one after another, on a real log: what moves the end of one moves the later ones.
@ExtendWith(BackendsExtension.class)
class CascadeIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final long GAP_MS = 10_000;
  private static final long SOFT_MS = 120_000;

  /// Three lots, the last first, so that each is there when the one before it moves it.
  private static void openThree(World world, String sale) {
    long endsAtMs = System.currentTimeMillis() + 60_000;
    world.send(Commands.openLast(sale + "-3", endsAtMs + 2 * GAP_MS, SOFT_MS));
    NextLot third = new NextLot(sale + "-3", GAP_MS);
    world.send(Commands.openBefore(sale + "-2", third, endsAtMs + GAP_MS, SOFT_MS));
    NextLot second = new NextLot(sale + "-2", GAP_MS);
    world.send(Commands.openBefore(sale + "-1", second, endsAtMs, SOFT_MS));
    for (int lot = 1; lot <= 3; lot++) {
      String room = sale + "-" + lot;
      await().atMost(LIMIT).until(() -> world.room(room).isPresent());
    }
  }

  private static long endMs(World world, String room) {
    return world
        .room(room)
        .map(stored -> stored.get("standing", Document.class))
        .map(standing -> standing.get("endsAtMs", Number.class).longValue())
        .orElse(0L);
  }

  private static void awaitEnds(World world, String sale) {
    await()
        .atMost(LIMIT)
        .untilAsserted(() ->
            assertThat(List.of(1, 2, 3))
                .extracting(lot -> endMs(world, sale + "-" + lot) - endMs(world, sale + "-1"))
                .containsExactly(0L, GAP_MS, 2 * GAP_MS));
  }

  private static List<Decision> postponed(World world, String room) {
    return new LinkedHashSet<>(world.results(room))
        .stream().filter(decision -> decision.op().equals("postpone")).toList();
  }

  @Test
  void whatMovesALotsEndMovesTheLaterOnes(Backends backends) {
    String sale = "it-cascade";
    try (World world = World.of(backends);
        Running worker = World.worker("it-cascade", backends)) {
      await().atMost(LIMIT).until(worker::ready);
      openThree(world, sale);
      world.send(Commands.bid(sale + "-1", "a", "1", 100_000));
      await()
          .atMost(LIMIT)
          .until(() -> world.room(sale + "-1").orElseThrow().getLong("sequence") == 2);
      long extendedMs = endMs(world, sale + "-1");
      awaitEnds(world, sale);

      // By staff, in the middle of the chain: what is before stays.
      Wish later = new Wish.Postpone(extendedMs + 5 * GAP_MS, "전화 연결");
      world.send(Commands.staff(sale + "-2", "later", later));
      await().atMost(LIMIT).until(() -> endMs(world, sale + "-3") == extendedMs + 6 * GAP_MS);
      assertThat(endMs(world, sale + "-1")).isEqualTo(extendedMs);
      assertThat(postponed(world, sale + "-2"))
          .extracting(Decision::id)
          .containsExactly("cascade:it-cascade-1:2", "later");
      assertThat(postponed(world, sale + "-3"))
          .extracting(Decision::id)
          .containsExactly("cascade:it-cascade-2:2", "cascade:it-cascade-2:3");
    }
  }

  /// Killed anywhere between deciding and the place: each end that moved is told to the next lot,
  /// and moves it once.
  @Test
  void aKilledWorkerLosesNoneOfIt(Backends backends) throws Exception {
    String sale = "it-cascade-killed";
    try (World world = World.of(backends);
        ServiceProcess first = ServiceProcess.worker("cascade-1", backends)) {
      openThree(world, sale);
      Thread bidding = Thread.ofVirtual().start(() -> bid(world, sale + "-1", 200));
      await().atMost(LIMIT).until(() -> world.bids(sale + "-1").size() >= 40);
      first.kill();
      bidding.join();
      try (ServiceProcess second = ServiceProcess.worker("cascade-2", backends)) {
        await().atMost(LIMIT).until(() -> world.bids(sale + "-1").size() == 201);
        await()
            .atMost(LIMIT)
            .until(() -> world.room(sale + "-1").orElseThrow().getLong("sequence") == 201);
        awaitEnds(world, sale);
        checkChain(world, sale + "-1", sale + "-2");
        checkChain(world, sale + "-2", sale + "-3");
        assertThat(second.terminate()).isTrue();
      }
    }
  }

  private static void bid(World world, String room, int count) {
    for (int i = 0; i < count; i++) {
      world.send(Commands.bid(room, "b" + i % 2, "c" + i, 100_000 + 5_000_000L * i));
    }
  }

  private static void checkChain(World world, String room, String next) {
    List<String> moved =
        new LinkedHashSet<>(world.results(room))
            .stream()
                .filter(one -> one.updates().stream().anyMatch(CascadeIT::movesTheEnd))
                .map(one -> "cascade:" + room + ":" + one.sequence())
                .toList();
    assertThat(moved).hasSizeGreaterThan(10);
    List<Decision> heard = postponed(world, next);
    assertThat(new LinkedHashSet<>(heard.stream().map(Decision::id).toList()))
        .containsExactlyElementsOf(moved);
    assertThat(heard.stream().filter(one -> !one.updates().isEmpty()).map(Decision::id))
        .doesNotHaveDuplicates();
    assertThat(heard.stream().filter(one -> one.answer() instanceof Answer.Refused)).isEmpty();
  }

  private static boolean movesTheEnd(RoomUpdate update) {
    return update.event() instanceof RoomEvent.Postponed
        || (update.event() instanceof RoomEvent.BidPlaced bid && bid.extendedToMs().isPresent());
  }
}
