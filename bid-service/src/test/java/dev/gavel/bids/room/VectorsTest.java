package dev.gavel.bids.room;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Every worked example of `vectors/`, and of the folder that the property `vectors` names.
class VectorsTest {
  private static final int SHIPPED = 102;

  @TestFactory
  List<DynamicTest> workedExamples() throws IOException {
    List<DynamicTest> tests = tests(Path.of("src/test/resources/vectors"));
    assertThat(tests).hasSizeGreaterThanOrEqualTo(SHIPPED);
    String more = System.getProperty("vectors", "");
    if (!more.isEmpty()) {
      tests.addAll(tests(Path.of(more)));
    }
    return tests;
  }

  private static List<DynamicTest> tests(Path folder) throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Path file : Vectors.files(folder)) {
      for (JsonNode vector : Vectors.read(file)) {
        tests.add(
            DynamicTest.dynamicTest(
                Vectors.name(vector), () -> assertThat(VectorRun.differences(vector)).isEmpty()));
      }
    }
    return tests;
  }
}
