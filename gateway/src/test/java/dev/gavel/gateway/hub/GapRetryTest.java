package dev.gavel.gateway.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gavel.gateway.results.Past;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// A gap that cannot be filled now: one attempt waits for the whole room, however much follows.
class GapRetryTest {
  private static final int BEHIND = 3_000;

  @Test
  void threeThousandUpdatesBehindAGapCostOneRetry() throws Exception {
    try (RoomFixture fixture = new RoomFixture(40)) {
      FakePeer lee = FakePeer.of("lee");
      fixture.join(lee, Optional.of("lee"));
      fixture.stage.store.away(true);
      fixture.house.holdBack();
      fixture.house.bid("kim", 100_000);
      int reads = fixture.stage.store.reads.get();
      for (int i = 0; i < BEHIND; i++) {
        fixture.bid("kim");
      }
      assertThat(fixture.stage.store.reads.get() - reads)
          .as("the first one looks for the missing update, and for the room")
          .isEqualTo(2);
      assertThat(fixture.time.waiting()).as("one alarm").isEqualTo(1);
      assertThat(attempts(fixture, 64)).containsExactly(1, 3, 7, 15, 31, 47, 63);
      assertThat(fixture.time.waiting()).isEqualTo(1);

      fixture.house.store();
      fixture.stage.store.away(false);
      fixture.stage.window.set(
          last -> Optional.of(Past.run(fixture.house.updates, last.sequence())));
      fixture.time.passMs(GapRetry.LONGEST_MS);
      assertThat(lee.sequences())
          .isEqualTo(LongStream.rangeClosed(2, fixture.house.updates.size()).boxed().toList());
      assertThat(fixture.time.waiting()).isZero();
    }
  }

  /// In which half seconds it is tried again, while more comes behind the gap.
  private static List<Integer> attempts(RoomFixture fixture, int halfSeconds) {
    List<Integer> attempts = new ArrayList<>();
    for (int halfSecond = 1; halfSecond <= halfSeconds; halfSecond++) {
      int before = fixture.stage.store.reads.get();
      fixture.time.passMs(GapRetry.FIRST_MS);
      if (fixture.stage.store.reads.get() > before) {
        attempts.add(halfSecond);
      }
      fixture.bid("lee");
    }
    return attempts;
  }

  /// What fills the gap meanwhile ends the waiting: the next gap is not left to an old alarm.
  @Test
  void aGapThatIsFilledMeanwhileHoldsUpNoLaterOne() throws Exception {
    try (RoomFixture fixture = new RoomFixture(0)) {
      FakePeer lee = FakePeer.of("lee");
      fixture.join(lee, Optional.of("lee"));
      fixture.stage.store.away(true);
      fixture.house.bid("kim", 100_000);
      fixture.bid("lee");
      assertThat(lee.sequences()).isEmpty();
      fixture.stage.store.away(false);
      fixture.actor.behind(3);
      assertThat(lee.sequences()).containsExactly(2L, 3L);
      fixture.house.bid("kim", 900_000);
      fixture.bid("lee");
      assertThat(lee.sequences()).containsExactly(2L, 3L, 4L, 5L);
      int reads = fixture.stage.store.reads.get();
      fixture.time.passMs(GapRetry.LONGEST_MS);
      assertThat(fixture.stage.store.reads.get()).as("the old alarm").isEqualTo(reads);
    }
  }

  /// News is dropped in a flood; what the room itself waits for is not.
  @Test
  void aFloodDropsNoAlarm() throws Exception {
    try (RoomFixture fixture = new RoomFixture(40)) {
      fixture.crowd(2_000);
      FakePeer lee = FakePeer.of("lee");
      fixture.join(lee, Optional.of("lee"));
      fixture.bid("kim");
      fixture.actor.put(() -> {
        // In the room's turn: what comes now waits for its end.
        for (int i = 0; i <= RoomThread.MAX_WAITING; i++) {
          fixture.bid("kim");
        }
        fixture.stage.window.set(
            last -> Optional.of(Past.run(fixture.house.updates, last.sequence())));
      });
      fixture.time.passMs(40);
      assertThat(lee.sequences())
          .isEqualTo(LongStream.rangeClosed(2, fixture.house.updates.size()).boxed().toList());
    }
  }
}
