package dev.gavel.bids.room;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
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
    long passed = 0;
    long failed = 0;
    for (Path file : files(Path.of(args[0]))) {
      for (JsonNode vector : MAPPER.readTree(file.toFile())) {
        List<String> differences = VectorRun.differences(vector);
        if (differences.isEmpty()) {
          passed++;
        } else {
          failed++;
          System.out.println(file.getFileName() + ": " + name(vector) + ": " + differences);
        }
      }
    }
    System.out.println(passed + " passed, " + failed + " failed");
    System.exit(failed == 0 ? 0 : 1);
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
