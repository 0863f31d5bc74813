package dev.gavel.gateway.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gavel.gateway.peer.Absence;
import dev.gavel.gateway.peer.Broadcast;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every store of broken connections keeps to, seen by two gateways.
abstract class RecoveryContract {
  static final Duration WINDOW = Duration.ofSeconds(60);

  private final AtomicInteger evicted = new AtomicInteger();
  private Recovery here;
  private Recovery there;

  /// What one more gateway would use.
  abstract RecoveryStore store();

  /// Makes everything that is kept as old as `age`.
  abstract void pass(String pid, Duration age);

  @BeforeEach
  void open() {
    here = new Recovery(store(), WINDOW);
    there = new Recovery(store(), WINDOW);
  }

  @AfterEach
  void close() {
    here.close();
    there.close();
  }

  private Lifeline connection(Recovery gateway, String subject) {
    return new Lifeline(gateway, subject, evicted::incrementAndGet);
  }

  /// In a room that an event showed up to 5, and that has moved on to 7.
  private Lifeline broken() {
    Lifeline line = connection(here, "kim");
    line.lives();
    assertThat(line.mark(mark("r:1", 5, true))).isEqualTo("r:1:5");
    line.mark(mark("r:1", 6, false));
    assertThat(line.mark(mark("r:1", 7, false))).isEqualTo("r:1:7");
    line.ended(false);
    return line;
  }

  private static Optional<Broadcast.Mark> mark(String room, long sequence, boolean isSnapshot) {
    return Optional.of(new Broadcast.Mark(room, sequence, isSnapshot));
  }

  /// What comes back with `offset`, once the store has it.
  private Optional<Absence> back(Lifeline line, String pid, String... offset) {
    return line.takeUp(pid, Optional.of(offset).filter(o -> o.length > 0).map(o -> o[0]));
  }

  @Test
  void goesOnElsewhereFromWhatTheClientHasSeen() {
    Lifeline old = broken();
    Lifeline line = connection(there, "kim");
    await()
        .untilAsserted(() ->
            assertThat(back(line, old.pid(), "r:1:6"))
                .contains(new Absence(List.of(new Absence.Seat("r:1", 6, true)))));
    assertThat(line.pid()).isEqualTo(old.pid());
    assertThat(line.sid()).isEqualTo(old.sid());
    assertThat(line.mark(Optional.empty())).isEqualTo("r:1:6");
    assertThat(evicted).hasValue(0);
  }

  @Test
  void nobodyElseGoesOnFromItAndThatTakesNothingAway() {
    Lifeline old = broken();
    Lifeline thief = connection(there, "lee");
    assertThat(back(thief, old.pid(), "r:1:6")).isEmpty();
    assertThat(thief.pid()).isNotEqualTo(old.pid());
    assertThat(thief.sid()).isNotEqualTo(old.sid());
    Lifeline line = connection(there, "kim");
    await().until(() -> back(line, old.pid(), "r:1:6").isPresent());
  }

  @Test
  void withoutAnOffsetTheSnapshotIsOwedAndAfterAnAnswerWhatCameSince() {
    Lifeline old = broken();
    Lifeline line = connection(there, "kim");
    await()
        .untilAsserted(() ->
            assertThat(back(line, old.pid()))
                .contains(new Absence(List.of(new Absence.Seat("r:1", 5, false)))));

    Lifeline asked = connection(here, "kim");
    asked.lives();
    asked.wasShown("r:2", 9);
    asked.mark(mark("r:2", 10, false));
    asked.ended(false);
    Lifeline again = connection(there, "kim");
    await()
        .untilAsserted(() ->
            assertThat(back(again, asked.pid()))
                .contains(new Absence(List.of(new Absence.Seat("r:2", 9, true)))));
  }

  @Test
  void anOldOffsetOfEarlierDaysIsNotBelieved() {
    Lifeline old = broken();
    Lifeline line = connection(there, "kim");
    await()
        .untilAsserted(() ->
            assertThat(back(line, old.pid(), "r:1:3"))
                .as("before the snapshot: it has not arrived")
                .contains(new Absence(List.of(new Absence.Seat("r:1", 5, false)))));
  }

  @Test
  void whatWasNeverSentOrIsNoOffsetMakesItNew() {
    for (String said : List.of("r:1:8", "본인: 1000원", "", "r", "r:1:-1", "r:1:1,", "a b:1")) {
      Lifeline old = broken();
      await().until(() -> kept(old.pid()));
      Lifeline line = connection(there, "kim");
      assertThat(back(line, old.pid(), said)).as(said).isEmpty();
      assertThat(line.pid()).as(said).isNotEqualTo(old.pid());
      assertThat(line.sid()).as(said).isNotEqualTo(old.sid());
      assertThat(line.mark(Optional.empty())).isEqualTo("-");
    }
  }

  /// Whether the store has it, seen by somebody who cannot have it.
  abstract boolean kept(String pid);

  @Test
  void theNewConnectionEndsTheOldOneWhichChangesNothingAnyMore() {
    Lifeline old = connection(here, "kim");
    old.lives();
    old.wasShown("r:1", 5);
    await().until(() -> kept(old.pid()));
    Lifeline line = connection(there, "kim");
    await().until(() -> back(line, old.pid()).isPresent());
    await().untilAsserted(() -> assertThat(evicted).hasValueGreaterThan(0));
    line.lives();
    line.wasShown("r:1", 8);
    old.gotUp("r:1");
    old.ended(true);
    line.ended(false);
    Lifeline third = connection(here, "kim");
    await()
        .untilAsserted(() ->
            assertThat(back(third, line.pid()))
                .contains(new Absence(List.of(new Absence.Seat("r:1", 8, true)))));
  }

  @Test
  void whoLeavesForGoodIsForgotten() {
    Lifeline old = connection(here, "kim");
    old.lives();
    await().until(() -> kept(old.pid()));
    old.ended(true);
    await().until(() -> !kept(old.pid()));
    assertThat(back(connection(there, "kim"), old.pid())).isEmpty();
  }

  @Test
  void afterTheWindowItIsTooLate() {
    Lifeline old = broken();
    await().until(() -> kept(old.pid()));
    pass(old.pid(), WINDOW.plusMillis(1));
    await().until(() -> !kept(old.pid()));
    assertThat(back(connection(there, "kim"), old.pid(), "r:1:7")).isEmpty();
  }

  @Test
  void severalRoomsHaveAnOffsetEach() {
    Lifeline old = connection(here, "kim");
    old.lives();
    old.wasShown("a", 1);
    old.wasShown("b", 7);
    assertThat(old.mark(mark("a", 2, false))).isEqualTo("a:2,b:7");
    assertThat(old.mark(Optional.empty())).isEqualTo("a:2,b:7");
    old.gotUp("a");
    assertThat(old.mark(mark("b", 8, false))).isEqualTo("b:8");
    old.ended(false);
    Lifeline line = connection(there, "kim");
    await()
        .untilAsserted(() ->
            assertThat(back(line, old.pid(), "a:2,b:7"))
                .contains(new Absence(List.of(new Absence.Seat("b", 7, true)))));
  }

  @Test
  void anIdThatNobodyHasIsNothing() {
    Lifeline line = connection(here, "kim");
    String own = line.pid();
    for (String pid : List.of("", "unknown", "x".repeat(65), "{}", "__proto__")) {
      assertThat(back(line, pid)).isEmpty();
    }
    assertThat(line.pid()).isEqualTo(own);
  }
}
