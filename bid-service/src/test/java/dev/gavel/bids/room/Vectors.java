package dev.gavel.bids.room;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Runs worked examples: `Vectors DIR` reads every `*.json` of a folder, prints a line a failed
/// vector, and at the end `N passed, N failed`. Exit code 0 only if none failed.
public final class Vectors {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private Vectors() {}

  public static void main(String[] args) throws IOException {
    if (args.length != 1) {
      System.err.println("usage: Vectors DIR");
      System.exit(2);
    }
    System.exit(run(Path.of(args[0]), System.out) == 0 ? 0 : 1);
  }

  /// Runs every file of a folder; answers how many vectors failed.
  static long run(Path folder, PrintStream out) throws IOException {
    long passed = 0;
    long failed = 0;
    for (Path file : files(folder)) {
      for (JsonNode vector : read(file)) {
        List<String> differences = differences(vector);
        if (differences.isEmpty()) {
          passed++;
        } else {
          failed++;
          out.println(file.getFileName() + ": " + name(vector) + ": " + differences);
        }
      }
    }
    out.println(passed + " passed, " + failed + " failed");
    return failed;
  }

  /// A vector that cannot be run fails; the others are run all the same.
  private static List<String> differences(JsonNode vector) {
    if (!vector.path("steps").isArray()) {
      return List.of("no steps");
    }
    try {
      return VectorRun.differences(vector);
    } catch (IllegalArgumentException odd) {
      return List.of("cannot be run: " + odd.getMessage());
    }
  }

  static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }

  static JsonNode read(Path file) throws IOException {
    return MAPPER.readTree(file.toFile());
  }

  static String name(JsonNode vector) {
    return vector.path("name").asText();
  }
}
