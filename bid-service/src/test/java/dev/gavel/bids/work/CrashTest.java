package dev.gavel.bids.work;

import static dev.gavel.bids.work.CommitStage.APPEND_RESULTS;
import static dev.gavel.bids.work.CommitStage.CHECK_TOPIC;
import static dev.gavel.bids.work.CommitStage.PUBLISH_UPDATES;
import static dev.gavel.bids.work.CommitStage.STORE_HEADS;
import static dev.gavel.bids.work.CommitStage.STORE_PAGES;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

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
      Simulation simulation = new Simulation(seed, CommitOrder.STANDARD);
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

  /// The test itself is tested: each mistake in the order of the stages shows.
  @ParameterizedTest(name = "{0}")
  @MethodSource("mistakes")
  void aPlantedMistakeIsFound(String says, CommitOrder planted) {
    assertThat(LongStream.rangeClosed(1, SEEDS).anyMatch(seed -> shows(seed, planted)))
        .as("%s, seeds 1 to %d", says, SEEDS)
        .isTrue();
  }

  private static boolean shows(long seed, CommitOrder planted) {
    Simulation simulation = new Simulation(seed, planted);
    try {
      simulation.run();
      simulation.check();
      return false;
    } catch (AssertionError found) {
      return true;
    }
  }

  static Stream<Arguments> mistakes() {
    CommitOrder right = CommitOrder.STANDARD;
    return Stream.of(
        Arguments.of("heads before pages", own(STORE_HEADS, Set.of(CHECK_TOPIC))),
        Arguments.of("Redis before heads", own(PUBLISH_UPDATES, Set.of(STORE_PAGES))),
        Arguments.of("results before heads", own(APPEND_RESULTS, Set.of(STORE_PAGES))),
        Arguments.of("results out of order", previous(APPEND_RESULTS)),
        Arguments.of("Redis out of order", previous(PUBLISH_UPDATES)),
        Arguments.of(
            "checkpoint before results",
            new CommitOrder(
                right.own(), right.previous(), Set.of(STORE_HEADS, PUBLISH_UPDATES, CHECK_TOPIC))),
        Arguments.of(
            "checkpoint before cascades",
            new CommitOrder(
                right.own(),
                right.previous(),
                Set.of(STORE_HEADS, PUBLISH_UPDATES, APPEND_RESULTS))));
  }

  private static CommitOrder own(CommitStage stage, Set<CommitStage> needs) {
    return new CommitOrder(
        with(CommitOrder.STANDARD.own(), stage, needs),
        CommitOrder.STANDARD.previous(),
        CommitOrder.STANDARD.beforeCheckpoint());
  }

  /// The stage does not wait for the batch before it.
  private static CommitOrder previous(CommitStage stage) {
    return new CommitOrder(
        CommitOrder.STANDARD.own(),
        with(CommitOrder.STANDARD.previous(), stage, Set.of(STORE_HEADS)),
        CommitOrder.STANDARD.beforeCheckpoint());
  }

  private static Map<CommitStage, Set<CommitStage>> with(
      Map<CommitStage, Set<CommitStage>> right, CommitStage stage, Set<CommitStage> needs) {
    Map<CommitStage, Set<CommitStage>> wrong = new EnumMap<>(right);
    wrong.put(stage, needs);
    return wrong;
  }
}
