package dev.gavel.bids.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gavel.bids.room.LogEntry;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One sale under other terms.
class WhatIfTest {
  @TempDir private Path folder = Path.of("");
  private final List<LogEntry> log = Sale.log("r1", 3, 10);

  @Test
  void theSameTermsChangeNothing() throws IOException {
    assertThat(whatIf())
        .isEqualTo(
            """
            0 of 13 decisions would have differed
            outcome  SOLD
            price    700000
            leader   anne
            end      1970-01-01T00:02:05Z
            bids     5
            """);
  }

  @Test
  void withoutSoftClose() throws IOException {
    assertThat(whatIf("--no-soft-close"))
        .startsWith(
            """
            3:30 bid c10 of anne
                was   leads at 700000, end moves to 1970-01-01T00:02:05Z
                would leads at 700000
            1 of 13 decisions would have differed
            """)
        .contains("end      1970-01-01T00:02:05Z -> 1970-01-01T00:01:40Z");
  }

  @Test
  void withAnEarlierEnd() throws IOException {
    assertThat(whatIf("--closes", "90000", "--lines", "0"))
        .isEqualTo(
            """
            ... and 1 more
            1 of 13 decisions would have differed
            outcome  SOLD
            price    700000 -> 400000
            leader   anne -> bo
            end      1970-01-01T00:02:05Z -> 1970-01-01T00:01:30Z
            bids     5 -> 4
            """);
  }

  @Test
  void withoutReserve() throws IOException {
    assertThat(whatIf("--reserve", "none")).contains("would leads at 200000");
  }

  @Test
  void withAReserveThatIsNotReached() throws IOException {
    assertThat(whatIf("--reserve", "9000000")).contains("outcome  SOLD -> RESERVE_NOT_MET");
  }

  @Test
  void underTheTableOfTheSaleroomAndAnotherStart() throws IOException {
    assertThat(whatIf("--increments", "krw-live", "--start", "90000"))
        .contains("was   refused BELOW_MINIMUM, minimum 100000")
        .contains("would leads at 90000");
  }

  @Test
  void aLogThatEndsBeforeTheRoomWouldHaveIsTickedOn() throws IOException {
    assertThat(whatIf("--closes", "500000", "--soft-close", "ADD:30000:30000"))
        .contains("outcome  SOLD\n")
        .contains("-> 1970-01-01T00:08:20Z");
  }

  @Test
  void termsThatNoRoomCanHave() throws IOException {
    assertThat(whatIf("--closes", "1")).contains("a timed room closes after it opens");
    assertThat(whatIf("--increments", "none")).contains("no table none");
    assertThat(whatIf("--start", "1.5")).contains("no amount");
    assertThat(whatIf("--soft-close", "30")).contains("RESET or ADD");
  }

  private String whatIf(String... options) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("room.jsonl"), Export.text(Export.of(log, Sale.decisions(log))));
    StringWriter said = new StringWriter();
    PrintWriter out = new PrintWriter(said, true);
    List<String> args = new ArrayList<>(List.of("what-if", file.toString()));
    args.addAll(List.of(options));
    ProofCommand.run(args.toArray(String[]::new), out, out);
    return said.toString();
  }
}
