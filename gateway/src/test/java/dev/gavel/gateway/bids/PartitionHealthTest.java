package dev.gavel.gateway.bids;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import org.junit.jupiter.api.Test;

class PartitionHealthTest {
  private final PartitionHealth health = new PartitionHealth();

  private static BitSet led(int... partitions) {
    BitSet led = new BitSet();
    for (int partition : partitions) {
      led.set(partition);
    }
    return led;
  }

  @Test
  void beforeBrokersAnswerNothingIsKnown() {
    assertThat(health.count()).isEmpty();
    assertThat(health.any(0)).isFalse();
    assertThat(health.admits(0, 0)).isFalse();
  }

  @Test
  void aPartitionWithoutALeaderRefusesNothingInTheOthers() {
    health.described(3, led(0, 2));
    assertThat(health.count()).hasValue(3);
    assertThat(health.admits(0, 0)).isTrue();
    assertThat(health.admits(1, 0)).isFalse();
    assertThat(health.admits(2, 0)).isTrue();
    assertThat(health.any(0)).isTrue();
  }

  @Test
  void afterAFailureOneCommandTriesItAndTheOthersWaitForThat() {
    health.described(2, led(0, 1));
    health.failed(0, 0);
    assertThat(health.admits(0, PartitionHealth.REST_NS - 1)).isFalse();
    assertThat(health.admits(1, 1)).isTrue();
    long later = PartitionHealth.REST_NS;
    assertThat(health.admits(0, later)).as("the trial").isTrue();
    assertThat(health.admits(0, later)).isFalse();
    health.failed(0, later);
    assertThat(health.admits(0, later + 1)).isFalse();
    assertThat(health.admits(0, 2 * later)).isTrue();
    health.worked(0);
    assertThat(health.admits(0, 2 * later)).isTrue();
    assertThat(health.admits(0, 2 * later)).isTrue();
  }

  @Test
  void aTrialThatWasNotSentLeavesTheNextOneToTry() {
    health.described(1, led(0));
    health.failed(0, 0);
    assertThat(health.admits(0, PartitionHealth.REST_NS)).isTrue();
    health.spared(0);
    assertThat(health.admits(0, PartitionHealth.REST_NS)).isTrue();
  }

  @Test
  void withoutBrokersAllRefuseAndTheNumberOfPartitionsStays() {
    health.described(2, led(0, 1));
    health.away();
    assertThat(health.any(0)).isFalse();
    assertThat(health.admits(1, 0)).isFalse();
    assertThat(health.count()).hasValue(2);
    health.described(2, led(0, 1));
    assertThat(health.any(0)).isTrue();
  }

  @Test
  void whatFailedInAPartitionIsKnownAfterBrokersWereAway() {
    health.described(1, led(0));
    health.failed(0, 0);
    health.away();
    health.described(1, led(0));
    assertThat(health.any(1)).isFalse();
    assertThat(health.any(PartitionHealth.REST_NS)).isTrue();
  }
}
