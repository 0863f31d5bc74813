package dev.gavel.bids.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files of others: of any length, and with mistakes.
class ManyVectorsTest {
  private static final int VECTORS = 10_000;

  @TempDir private Path folder = Path.of("");

  @Test
  void aFileOfTenThousandIsRunToItsEndAndEachFailureIsALine() throws IOException {
    StringBuilder file = new StringBuilder("[");
    for (int i = 0; i < VECTORS; i++) {
      long price = i % 1_000 == 999 ? 1 : 100 + i;
      file.append(i == 0 ? "" : ",")
          .append(
              """
              {"name":"vector %d","config":{"start":%d},"table":[[0,10]],"steps":[
              {"cmd":{"t":1,"op":"bid","by":"A","amount":%d},"result":{"ev":"LEADING","price":%d}},
              {"cmd":{"t":60000,"op":"tick"},"state":{"phase":"CLOSED","leader":"A"}}]}
              """
                  .formatted(i, 100 + i, 100 + i, price));
    }
    Files.writeString(folder.resolve("many.json"), file.append("]"));
    Files.writeString(folder.resolve("few.json"), "[{\"name\":\"no steps\"}, {\"steps\":7}]");
    Files.writeString(folder.resolve("notes.txt"), "not read");

    ByteArrayOutputStream said = new ByteArrayOutputStream();
    long failed = Vectors.run(folder, new PrintStream(said, true, StandardCharsets.UTF_8));

    assertThat(failed).isEqualTo(10 + 2);
    assertThat(said.toString(StandardCharsets.UTF_8).lines())
        .hasSize(13)
        .contains("many.json: vector 999: [step 1 result.price: 1 expected, 1099]")
        .last()
        .isEqualTo("9990 passed, 12 failed");
  }

  @Test
  void aVectorThatCannotBeRunFailsAlone() throws IOException {
    Files.writeString(
        folder.resolve("odd.json"),
        """
        [{"name":"odd op","table":[[0,10]],"steps":[{"cmd":{"t":1,"op":"dance","by":"A"}}]},
         {"name":"no table","steps":[]},
         {"name":"good","table":[[0,10]],"steps":[{"cmd":{"t":1,"op":"tick"},"result":{"ev":"TICK"}}]}]
        """);
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    assertThat(Vectors.run(folder, new PrintStream(said, true, StandardCharsets.UTF_8)))
        .isEqualTo(2);
    assertThat(said.toString(StandardCharsets.UTF_8))
        .contains("odd.json: odd op: [")
        .contains("odd.json: no table: [")
        .endsWith("1 passed, 2 failed\n");
  }
}
