package dev.gavel.local.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.function.LongBinaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RunTest {
  private static final int VIEWERS = 20;
  private static final long QUIET_S = 1;
  private static final long NEVER_MS = 60_000;

  @Test
  void anHonestGatewayIsFoundConsistent() throws Exception {
    Report.Result result = run(RunTest::truth, RunTest::atOnce, false);
    assertThat(result.consistent()).isTrue();
    assertThat(result.ending().seated()).isEqualTo(VIEWERS + 1);
    assertThat(result.ending().unanswered()).isZero();
    long bids = result.tally().answers.getTotalCount();
    assertThat(bids).isPositive();
    assertThat(result.tally().facts.sum()).isEqualTo(bids * (VIEWERS + 1));
  }

  @Test
  void oneMissingFactForOneViewerIsSeen() throws Exception {
    Report.Result result =
        run(
            (viewer, sequence, fact) -> viewer == 7 && sequence == 9 ? List.of() : List.of(fact),
            RunTest::atOnce,
            false);
    assertThat(result.tally().gaps.sum()).isEqualTo(1);
    assertThat(result.consistent()).isFalse();
  }

  @Test
  void oneDoubledFactForOneViewerIsSeen() throws Exception {
    Report.Result result =
        run(
            (viewer, sequence, fact) ->
                viewer == 3 && sequence == 5 ? List.of(fact, fact) : List.of(fact),
            RunTest::atOnce,
            false);
    assertThat(result.tally().duplicates.sum()).isEqualTo(1);
    assertThat(result.consistent()).isFalse();
  }

  @Test
  void anotherTruthForOneViewerIsSeen() throws Exception {
    Report.Result result =
        run(
            (viewer, sequence, fact) ->
                viewer == 5 && sequence == 4
                    ? List.of(fact.replace("\"receipt\":\"0", "\"receipt\":\"f"))
                    : List.of(fact),
            RunTest::atOnce,
            false);
    // Whoever is heard first is believed: one disagrees, or all the others do.
    assertThat(result.tally().disagreements.sum()).isIn(1L, (long) VIEWERS);
    assertThat(result.consistent()).isFalse();
  }

  @Test
  void theLastFactMissedIsSeenToo() throws Exception {
    Report.Result result =
        run(
            (viewer, sequence, fact) -> viewer == 2 && sequence > 4 ? List.of() : List.of(fact),
            RunTest::atOnce,
            false);
    assertThat(result.ending().behind()).isEqualTo(1);
    assertThat(result.consistent()).isFalse();
  }

  /// Coordinated omission: one answer held back keeps a closed loop from asking. Those that should
  /// have been asked meanwhile waited too, and must be seen to have.
  @Test
  void aClosedLoopCountsFromWhenABidWasDue() throws Exception {
    Report.Result result = run(RunTest::truth, (bid, _) -> bid == 20 ? 600 : 0, true);
    assertThat(result.tally().answers.getValueAtPercentile(75)).isGreaterThan(50_000);
    assertThat(result.tally().answersFromSend.getValueAtPercentile(75)).isLessThan(50_000);
    assertThat(result.ending().unanswered()).isZero();
  }

  /// A gateway that has come to a stop must not look quick, nor keep the run from ending.
  @Test
  void answersThatNeverComeAreCountedWithTheTimeTheyWaited() throws Exception {
    Report.Result result = run(RunTest::truth, (_, _) -> NEVER_MS, false);
    assertThat(result.ending().sent()).isPositive();
    assertThat(result.ending().unanswered()).isEqualTo(result.ending().sent());
    assertThat(result.tally().decided.sum()).isZero();
    assertThat(result.tally().answers.getTotalCount()).isEqualTo(result.ending().sent());
    assertThat(result.tally().answers.getMinNonZeroValue()).isGreaterThan(QUIET_S * 900_000);
    assertThat(result.spent().seconds()).isLessThan(10);
  }

  private static List<String> truth(int viewer, long sequence, String fact) {
    return List.of(fact);
  }

  private static long atOnce(long bid, long unused) {
    return 0;
  }

  private static Report.Result run(FakeGateway.Lie lie, LongBinaryOperator delay, boolean closed)
      throws Exception {
    try (FakeGateway gateway = new FakeGateway(lie, delay)) {
      LoadPlan plan =
          new LoadPlan(
              Scenario.HOT,
              1,
              VIEWERS,
              1,
              100,
              1,
              1,
              closed,
              LoadPlan.Tongue.PLAIN,
              1,
              42,
              LoadPlan.Phases.NONE);
      Target target =
          new Target(
              List.of(gateway.port()),
              IntStream.range(0, 3).mapToObj(i -> "u" + i).toList(),
              List.of(),
              List.of(),
              new Target.Stores("", "", "a secret of at least thirty-two bytes"),
              Optional.empty());
      long quietS = delay.applyAsLong(1, 0) == NEVER_MS ? QUIET_S : Run.QUIET_LIMIT_S;
      try (Run run = new Run(plan, target, List.of(new Board("r", 1)), quietS)) {
        return run.go();
      }
    }
  }
}
