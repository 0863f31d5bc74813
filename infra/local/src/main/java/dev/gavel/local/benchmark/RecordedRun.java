package dev.gavel.local.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gavel.local.benchmark.Figure.Better;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A measurement with when, of which commit and on which machine: one line of the results file.
///
/// @param sizes what the run was told, as figures of two sizes cannot be compared
record RecordedRun(
    Instant at, String commit, String machine, String sizes, Measurement measurement) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /// Adds a line to a file, which is made when it is missing.
  void appendTo(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Files.writeString(file, json() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private String json() {
    ObjectNode line = JSON.createObjectNode();
    line.put("benchmark", measurement.benchmark());
    line.put("variant", measurement.variant());
    line.put("at", at.toString());
    line.put("commit", commit);
    line.put("machine", machine);
    line.put("sizes", sizes);
    ObjectNode figures = line.putObject("figures");
    for (Figure each : measurement.figures()) {
      figures
          .putObject(each.name())
          .put("value", each.value())
          .put("unit", each.unit())
          .put("better", each.better().word());
    }
    return line.toString();
  }

  /// All lines of a file, oldest first; none when there is no file.
  static List<RecordedRun> all(Path file) throws IOException {
    List<RecordedRun> all = new ArrayList<>();
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        all.add(of(JSON.readTree(line)));
      }
    }
    return all;
  }

  private static RecordedRun of(JsonNode line) {
    List<Figure> figures = new ArrayList<>();
    line.path("figures")
        .properties()
        .forEach(each -> figures.add(figure(each.getKey(), each.getValue())));
    return new RecordedRun(
        Instant.parse(line.path("at").asText()),
        line.path("commit").asText(),
        line.path("machine").asText(),
        line.path("sizes").asText(),
        new Measurement(line.path("benchmark").asText(), line.path("variant").asText(), figures));
  }

  private static Figure figure(String name, JsonNode figure) {
    return new Figure(
        name,
        figure.path("value").asDouble(),
        figure.path("unit").asText(),
        Better.valueOf(figure.path("better").asText().toUpperCase(Locale.ROOT)));
  }
}
