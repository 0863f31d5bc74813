package dev.gavel.bids.results;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gavel.bids.home.Decided;
import dev.gavel.bids.home.Line;
import dev.gavel.model.Decision;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What every result log does.
abstract class ResultLogContract {
  abstract ResultLog log();

  /// The room's decisions in the partition of the results that is `partition`, in order.
  abstract List<Decision> results(int partition, String room);

  /// `place reason-or-not` of each unreadable record under a key.
  abstract List<String> unreadable(String key);

  @Test
  void decisionsAreKeptInOrderInThePartitionOfTheirCommands() throws Exception {
    List<Decided> decided = Decisions.room("kept", 2, 50, "gateway");
    try (ResultLog log = log()) {
      log.append(EncodedDecision.all(decided.subList(0, 20))).get();
      log.append(EncodedDecision.all(List.of())).get();
      log.append(EncodedDecision.all(decided.subList(20, decided.size()))).get();
      assertThat(results(2, "kept"))
          .containsExactlyElementsOf(decided.stream().map(Decided::decision).toList());
    }
  }

  @Test
  void appendingAgainIsAllowedAndLosesNothing() throws Exception {
    List<Decided> decided = Decisions.room("again", 1, 3, "gateway");
    try (ResultLog log = log()) {
      log.append(EncodedDecision.all(decided)).get();
      log.append(EncodedDecision.all(decided)).get();
      assertThat(results(1, "again").stream().distinct())
          .containsExactlyElementsOf(decided.stream().map(Decided::decision).toList());
    }
  }

  @Test
  void whatCouldNotBeReadIsKeptWithItsPlace() throws Exception {
    byte[] garbage = "garbage".getBytes(StandardCharsets.UTF_8);
    byte[] huge = new byte[900_000];
    try (ResultLog log = log()) {
      log.appendUnreadable(
              List.of(
                  (Line.Skipped) Decisions.line(4, 17, "bad", garbage, "gateway"),
                  (Line.Skipped) Decisions.line(4, 18, "bad", huge, "gateway")))
          .get();
      assertThat(unreadable("bad")).containsExactly("4:17", "4:18");
    }
  }
}
