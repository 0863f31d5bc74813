package dev.gavel.bids.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gavel.model.Amount;
import dev.gavel.model.Answer;
import dev.gavel.model.Author;
import dev.gavel.model.Decision;
import dev.gavel.model.Increments;
import dev.gavel.model.Place;
import dev.gavel.model.ReceiptChain;
import dev.gavel.model.Refusal;
import dev.gavel.model.Role;
import dev.gavel.model.RoomCommand;
import dev.gavel.model.RoomEvent;
import dev.gavel.model.RoomTerms;
import dev.gavel.model.Standing;
import dev.gavel.model.Wish;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class LiveRoomTest {
  private static final Author STAFF = new Author("staff", Role.STAFF);
  private static final Author BIDDER = new Author("A", Role.BIDDER);
  private static final Author WORKER = new Author("worker", Role.WORKER);

  private final LiveRoom room = LiveRoom.unopened("room");
  private long offset;

  @Test
  void aRoomBeginsWithItsOpening() {
    Decision before = decide(5, BIDDER, "c1", new Wish.Bid(new Amount.Exact(100)));
    assertThat(before.answer()).isEqualTo(Answer.Refused.of(Refusal.NO_SUCH_ROOM));
    assertThat(before.sequence()).isZero();
    assertThat(room.view().receipt()).isEqualTo(ReceiptChain.NONE);

    Decision opened = decide(10, STAFF, "c2", new Wish.Open(terms(1_000, 0)));
    assertThat(opened.answer()).isEqualTo(Answer.Done.of("open"));
    assertThat(opened.updates()).hasSize(1);
    assertThat(opened.updates().getFirst().sequence()).isEqualTo(1);
    assertThat(room.view().receipt()).isEqualTo(opened.receipt());

    // What came before left nothing behind, not even its id.
    assertThat(decide(120, BIDDER, "c1", new Wish.Bid(new Amount.Exact(100))).answer())
        .isEqualTo(new Answer.Leading(1, 100, OptionalLong.empty()));
  }

  @Test
  void aReceiptDependsOnNothingBeforeTheOpening() {
    LiveRoom other = LiveRoom.unopened("room");
    decide(5, BIDDER, "c1", new Wish.Hammer());
    LogEntry opening = entry(10, STAFF, "c2", new Wish.Open(terms(1_000, 0)));
    assertThat(room.decide(opening)).isEqualTo(other.decide(opening));
  }

  @Test
  void onlyStaffOpensOnceAndWithTermsThatMakeSense() {
    assertThat(refusal(decide(1, BIDDER, "c1", new Wish.Open(terms(1_000, 0)))))
        .isEqualTo(Refusal.NOT_ALLOWED);
    assertThat(refusal(decide(2, STAFF, "c2", new Wish.Open(terms(0, 0)))))
        .isEqualTo(Refusal.TERMS_INVALID);
    assertThat(decide(3, STAFF, "c3", new Wish.Open(terms(1_000, 0))).answer())
        .isInstanceOf(Answer.Done.class);
    assertThat(refusal(decide(4, STAFF, "c4", new Wish.Open(terms(1_000, 0)))))
        .isEqualTo(Refusal.ALREADY_EXISTS);
    assertThat(decide(5, STAFF, "c3", new Wish.Open(terms(1_000, 0))).duplicate()).isTrue();
    assertThat(refusal(decide(6, STAFF, "c3", new Wish.Open(terms(2_000, 0)))))
        .isEqualTo(Refusal.COMMAND_ID_REUSED);
    assertThat(refusal(decide(7, BIDDER, "c5", new Wish.Tick()))).isEqualTo(Refusal.NOT_ALLOWED);
  }

  @Test
  void viewersAreNotToldTheReserve() {
    Decision opened = decide(1, STAFF, "c1", new Wish.Open(terms(1_000, 0)));
    RoomEvent.Opened event = (RoomEvent.Opened) opened.updates().getFirst().event();
    assertThat(event.terms().reserve()).isEmpty();
    assertThat(event.terms().limits()).isEmpty();
    assertThat(room.view().terms()).hasValue(terms(1_000, 0));
    assertThat(opened.updates().getFirst().standing().reserveMet()).hasValue(false);
  }

  @Test
  void aCloseByTheClockIsToldAsOfTheEndAndBeforeTheCommandThatFoundIt() {
    decide(1, STAFF, "c1", new Wish.Open(terms(1_000, 0)));
    Decision late = decide(5_000, BIDDER, "c2", new Wish.Bid(new Amount.Exact(100)));
    assertThat(refusal(late)).isEqualTo(Refusal.CLOSED);
    assertThat(late.atMs()).isEqualTo(5_000);
    assertThat(late.sequence()).isEqualTo(2);
    assertThat(late.updates())
        .singleElement()
        .satisfies(update -> {
          assertThat(update.atMs()).isEqualTo(1_000);
          assertThat(update.receipt()).isEqualTo(late.receipt());
          assertThat(update.event()).isEqualTo(new RoomEvent.Closed(Standing.Outcome.NO_BIDS, ""));
        });
    assertThat(room.closed()).isTrue();
  }

  @Test
  void ticksAreWantedAtTheOpeningAndAtTheEnd() {
    assertThat(room.nextTickAtMs(0)).isEmpty();
    decide(1, STAFF, "c1", new Wish.Open(terms(1_000, 0)));
    assertThat(room.nextTickAtMs(5)).hasValue(100);
    decide(100, WORKER, "t", new Wish.Tick());
    assertThat(room.nextTickAtMs(100)).hasValue(1_000);
    decide(200, STAFF, "c2", new Wish.Pause(""));
    assertThat(room.nextTickAtMs(300)).isEmpty();
    decide(500, STAFF, "c3", new Wish.Resume());
    assertThat(room.nextTickAtMs(600)).hasValue(1_300);
    assertThat(room.nextTickAtMs(2_000)).as("overdue").hasValue(1_300);
    decide(1_300, WORKER, "t", new Wish.Tick());
    assertThat(room.nextTickAtMs(1_400)).isEmpty();
  }

  @Test
  void ticksAreNobodysWishesAndAreNotRemembered() {
    decide(1, STAFF, "c1", new Wish.Open(terms(1_000, 0)));
    for (int tick = 0; tick < 2; tick++) {
      Decision ticked = decide(10, WORKER, "t", new Wish.Tick());
      assertThat(ticked.answer()).isEqualTo(new Answer.Ticked());
      assertThat(ticked.duplicate()).isFalse();
    }
  }

  @Test
  void nearTheEndTicksComeOftenEnoughThatSilenceMeansAnOutage() {
    decide(150, STAFF, "c1", new Wish.Open(terms(10_000, 900)));
    assertThat(room.nextTickAtMs(150)).hasValue(8_200);
    decide(8_200, WORKER, "t", new Wish.Tick());
    assertThat(room.nextTickAtMs(8_250)).hasValue(8_500);
    decide(9_900, WORKER, "t", new Wish.Tick());
    assertThat(room.nextTickAtMs(9_901)).hasValue(10_000);
  }

  private Refusal refusal(Decision decision) {
    assertThat(decision.updates()).allMatch(update -> update.event() instanceof RoomEvent.Closed);
    return ((Answer.Refused) decision.answer()).code();
  }

  private Decision decide(long timeMs, Author by, String id, Wish wish) {
    return room.decide(entry(timeMs, by, id, wish));
  }

  private LogEntry entry(long timeMs, Author by, String id, Wish wish) {
    return RandomLogs.entry(
        new Place(0, offset++),
        timeMs,
        new RoomCommand("room", id, by, RoomCommand.NO_DEADLINE, wish));
  }

  private static RoomTerms terms(long closesAtMs, long outageGapMs) {
    return new RoomTerms(
        RoomTerms.RULES,
        "item",
        "S",
        "KRW",
        RoomTerms.Mode.TIMED,
        100,
        OptionalLong.of(500),
        new Increments("one", List.of(new Increments.Tier(0, 10))),
        100,
        closesAtMs,
        new RoomTerms.SoftClose(RoomTerms.SoftClose.Extend.RESET, 0, 0),
        0,
        outageGapMs,
        outageGapMs,
        Optional.empty(),
        List.of(),
        Map.of("B", 900L));
  }
}
