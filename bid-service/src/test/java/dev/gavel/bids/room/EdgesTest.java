package dev.gavel.bids.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The tables of `tables/edges.txt`: a title, the terms, then rows of command | answer | how the
/// room stands after it. Seller S, start 100 and a step of 10 in all of them.
class EdgesTest {
  private static final Path TABLES = Path.of("src/test/resources/tables/edges.txt");

  @TestFactory
  Stream<DynamicTest> tables() throws IOException {
    return Stream.of(Files.readString(TABLES).strip().split("\n\n"))
        .map(table ->
            DynamicTest.dynamicTest(table.lines().findFirst().orElse(""), () -> run(table)));
  }

  private static void run(String table) {
    List<String> lines = table.lines().toList();
    assertThat(TableLogs.run(lines.subList(1, lines.size())))
        .isEqualTo(lines.subList(1, lines.size()));
  }
}
