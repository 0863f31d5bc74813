package dev.gavel.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gavel.gateway.store.StoredRoom;
import dev.gavel.model.IncrementTables;
import dev.gavel.model.Place;
import dev.gavel.model.RoomTerms;
import dev.gavel.model.RoomTerms.Mode;
import dev.gavel.model.Standing;
import dev.gavel.model.Standing.Outcome;
import dev.gavel.model.Standing.Phase;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SaleTest {
  private static final RoomTerms.NextLot NO_NEXT = new RoomTerms.NextLot("none", 0);
  private static final long STARTED_MS = 1_000_000;
  private final Map<String, StoredRoom> there = new HashMap<>();

  private static Sale sale(Mode mode, boolean cascade) {
    return new Sale(
        "sale",
        new Sale.Words("봄 경매", ""),
        mode,
        cascade,
        new Sale.Times(60_000, 10_000, 30_000),
        new Sale.Money("KRW", IncrementTables.KRW_LIVE.name(), "house"),
        List.of(lot("a"), lot("b"), lot("c")),
        Sale.State.RUNNING,
        "staff",
        STARTED_MS);
  }

  private static Sale.Lot lot(String item) {
    return new Sale.Lot(item, 100_000, OptionalLong.of(200_000));
  }

  private void stands(Sale.Opening opening, Phase phase, long atMs) {
    stands(opening, phase, atMs, OptionalLong.empty());
  }

  private void stands(Sale.Opening opening, Phase phase, long atMs, OptionalLong endsAtMs) {
    Standing standing =
        new Standing(
            phase,
            false,
            OptionalLong.of(150_000),
            Optional.of("u1"),
            OptionalLong.empty(),
            endsAtMs,
            Optional.empty(),
            1,
            0,
            phase == Phase.CLOSED ? Optional.of(Outcome.SOLD) : Optional.empty());
    there.put(
        opening.room(),
        new StoredRoom(
            opening.room(),
            opening.terms(),
            standing,
            2,
            new Place(0, 1),
            "0".repeat(64),
            atMs,
            Map.of("u1", 7),
            List.of()));
  }

  @Test
  void theNextLotOpensWhenTheLastHasClosed() {
    Sale sale = sale(Mode.AUCTIONEER, false);
    Sale.Opening first = sale.next(there, STARTED_MS).openings().getFirst();
    assertThat(first.room()).isEqualTo("sale-1");
    assertThat(first.terms().problem()).isEmpty();

    stands(first, Phase.OPEN, STARTED_MS + 5);
    assertThat(sale.next(there, STARTED_MS + 500).openings()).isEmpty();

    stands(first, Phase.CLOSED, STARTED_MS + 90_000);
    List<Sale.Opening> then = sale.next(there, STARTED_MS + 90_500).openings();
    assertThat(then).singleElement().extracting(Sale.Opening::room).isEqualTo("sale-2");
    assertThat(then.getFirst().terms().opensAtMs()).isEqualTo(STARTED_MS + 100_000);
    assertThat(then.getFirst().terms().closesAtMs()).isZero();
  }

  @Test
  void eachLotOfACascadeNamesTheNextWhichIsInTheLogBeforeIt() {
    List<Sale.Opening> openings = sale(Mode.TIMED, true).next(there, STARTED_MS).openings();
    assertThat(openings)
        .extracting(Sale.Opening::room)
        .containsExactly("sale-3", "sale-2", "sale-1");
    assertThat(openings)
        .extracting(o -> o.terms().closesAtMs() - STARTED_MS)
        .containsExactly(80_000L, 70_000L, 60_000L);
    assertThat(openings)
        .extracting(o -> o.terms().next().orElse(NO_NEXT))
        .containsExactly(
            NO_NEXT,
            new RoomTerms.NextLot("sale-3", 10_000),
            new RoomTerms.NextLot("sale-2", 10_000));
    assertThat(openings).allMatch(o -> o.terms().problem().isEmpty());
    assertThat(openings)
        .allMatch(o -> o.terms().next().filter(n -> !n.mayFollow(o.room())).isEmpty());
  }

  @Test
  void aLotThatOpensLateEndsAfterTheOneBeforeWhateverMovedThat() {
    Sale sale = sale(Mode.TIMED, true);
    Sale.Opening first = sale.next(there, STARTED_MS).openings().getLast();
    stands(first, Phase.OPEN, STARTED_MS, OptionalLong.of(STARTED_MS + 75_000));
    List<Sale.Opening> openings = sale.next(there, STARTED_MS + 900).openings();
    assertThat(openings).extracting(Sale.Opening::room).containsExactly("sale-3", "sale-2");
    assertThat(openings.getLast().terms().closesAtMs()).isEqualTo(STARTED_MS + 85_000);
    assertThat(openings.getLast().terms().opensAtMs()).isEqualTo(STARTED_MS);
  }

  @Test
  void aSaleThatWasStoppedGivesWhatIsLeftItsTime() {
    Sale sale = sale(Mode.TIMED, false);
    stands(sale.next(there, STARTED_MS).openings().getFirst(), Phase.CLOSED, STARTED_MS + 60_000);
    long laterMs = STARTED_MS + 3_600_000;
    assertThat(sale.next(there, laterMs).openings())
        .extracting(o -> o.terms().closesAtMs() - laterMs)
        .containsExactly(70_000L, 80_000L);
  }

  @Test
  void withoutCascadeAllOpenAtOnceAndEndOneAfterAnother() {
    List<Sale.Opening> openings = sale(Mode.TIMED, false).next(there, STARTED_MS).openings();
    assertThat(openings).extracting(o -> o.terms().opensAtMs()).containsOnly(STARTED_MS);
    assertThat(openings)
        .extracting(o -> o.terms().closesAtMs() - STARTED_MS)
        .containsExactly(60_000L, 70_000L, 80_000L);
  }

  @Test
  void twoClerksSayTheSame() {
    Sale sale = sale(Mode.AUCTIONEER, false);
    stands(sale.next(there, STARTED_MS).openings().getFirst(), Phase.CLOSED, STARTED_MS + 70_000);
    assertThat(sale.next(there, STARTED_MS + 70_100))
        .isEqualTo(sale.next(there, STARTED_MS + 70_900));
  }

  @Test
  void itIsOverWhenTheLastHasClosed() {
    Sale sale = sale(Mode.AUCTIONEER, false);
    for (int lot = 0; lot < 3; lot++) {
      Sale.Step step = sale.next(there, STARTED_MS);
      assertThat(step.over()).isFalse();
      stands(step.openings().getFirst(), Phase.CLOSED, STARTED_MS + lot);
    }
    assertThat(sale.next(there, STARTED_MS)).isEqualTo(new Sale.Step(List.of(), true));
  }

  @Test
  void aNameIsNoFormulaOfASpreadsheet() {
    Sale sale = sale(Mode.AUCTIONEER, false);
    stands(sale.next(there, STARTED_MS).openings().getFirst(), Phase.CLOSED, STARTED_MS);
    SaleResult row =
        SaleResult.of(
            1,
            Optional.empty(),
            Optional.ofNullable(there.get("sale-1")),
            Optional.of("u1"),
            Optional.of(
                new dev.gavel.gateway.people.Person(
                    "u1", "a@x.example", "=HYPERLINK(\"x\")\r\n,김", "bidder")));
    String csv = SaleResult.csv(List.of(row));
    assertThat(csv).contains("\"'=HYPERLINK(\"\"x\"\")\r\n,김\"").contains("\"150000\"", "\"7\"");
    assertThat(csv).startsWith("\uFEFFlot,");
  }
}
