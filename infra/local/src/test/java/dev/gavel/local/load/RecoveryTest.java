package dev.gavel.local.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RecoveryTest {
  private static final long BEGIN = TimeUnit.HOURS.toNanos(3);

  private static long after(long ms) {
    return BEGIN + TimeUnit.MILLISECONDS.toNanos(ms);
  }

  @Test
  void nothingIsSaidWithoutADisturbance() {
    Recovery recovery = new Recovery();
    assertThat(recovery.covers(BEGIN)).isFalse();
    assertThat(recovery.seconds()).isEmpty();
  }

  @Test
  void bidsThatWereDueBeforeDoNotCount() {
    Recovery recovery = new Recovery();
    recovery.begin(BEGIN);
    assertThat(recovery.covers(BEGIN - 1)).isFalse();
    assertThat(recovery.covers(BEGIN)).isTrue();
    assertThat(recovery.seconds()).hasValue(0);
  }

  @Test
  void itEndsWithTheLastSlowQuarterOfASecond() {
    Recovery recovery = new Recovery();
    recovery.begin(BEGIN);
    for (int ms = 0; ms < 3_000; ms += 5) {
      long took = ms < 1_100 ? Recovery.USUAL_NANOS + 1 : Recovery.USUAL_NANOS;
      recovery.answer(after(ms), took, true);
    }
    assertThat(recovery.seconds()).hasValue(1.25);
    // One of fifty is a mishap; a bid that is shed is as bad as a slow one.
    recovery.answer(after(2_600), 1, false);
    assertThat(recovery.seconds()).hasValue(1.25);
    recovery.answer(after(2_610), 1, false);
    assertThat(recovery.seconds()).hasValue(2.75);
  }
}
