package dev.gavel.local.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunComparisonTest {
  private static RecordedRun run(String machine, String sizes, Figure figure) {
    Measurement measurement = Measurement.of("worker", "one room", figure);
    return new RecordedRun(Instant.EPOCH, "abc1234", machine, sizes, measurement);
  }

  @ParameterizedTest
  @CsvSource({
    "MORE, 100, 86, false", "MORE, 100, 84, true", "MORE, 100, 300, false",
    "LESS, 100, 114, false", "LESS, 100, 116, true", "LESS, 100, 10, false",
    "LESS, 0, 1, true", "LESS, 0, 0, false", "NEITHER, 100, 1, false"
  })
  void onlyWhatIsWorseByMoreThanTheNoiseIsTold(
      Figure.Better better, double before, double after, boolean told) {
    List<RecordedRun> runs =
        List.of(
            run("m", "s", new Figure("decided", before, "/s", better)),
            run("m", "s", new Figure("decided", after, "/s", better)));
    assertThat(RunComparison.regressions(runs)).hasSize(told ? 1 : 0);
  }

  @Test
  void theTwoNewestOfOneMachineAndSizeAreCompared() {
    List<RecordedRun> runs =
        List.of(
            run("m", "s", Figure.more("decided", 100, "/s")),
            run("m", "s", Figure.more("decided", 10, "/s")),
            run("other", "s", Figure.more("decided", 1_000, "/s")),
            run("m", "larger", Figure.more("decided", 1_000, "/s")),
            run("m", "s", Figure.more("decided", 9, "/s")));
    assertThat(RunComparison.regressions(runs)).isEmpty();
  }

  @Test
  void aLineOfTheFileIsReadAsItWasWritten(@TempDir Path folder) throws Exception {
    RecordedRun one = run("2 cores", "commands 5", Figure.less("answer p99", 12.5, "ms"));
    RecordedRun two = run("2 cores", "commands 5", Figure.plain("shed", 0, "/s"));
    Path file = folder.resolve("new/results.jsonl");
    one.appendTo(file);
    two.appendTo(file);
    assertThat(RecordedRun.all(file)).containsExactly(one, two);
  }
}
