package dev.gavel.bids.work;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CrashTest {
  private static final int SEEDS = 300;

  /// Whatever crashes, moves or is away in between: the same decisions come out, none is missing
  /// and none has an effect twice.
  @Test
  void whereverWorkersCrashTheSameDecisionsComeOut() {
    int crashes = 0;
    int cascades = 0;
    int repeats = 0;
    for (long seed = 1; seed <= SEEDS; seed++) {
      Simulation simulation = new Simulation(seed);
      try {
        simulation.run();
        simulation.check();
      } catch (RuntimeException | AssertionError failed) {
        throw new AssertionError("seed " + seed, failed);
      }
      crashes += simulation.crashes;
      cascades += simulation.cascades;
      repeats += simulation.repeats;
    }
    assertThat(crashes).isGreaterThan(SEEDS * 10);
    assertThat(cascades).isGreaterThan(SEEDS / 3);
    assertThat(repeats).isGreaterThan(SEEDS / 10);
  }
}
