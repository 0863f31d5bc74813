package dev.gavel.local.seed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// A lot of the demo. Invented, as are its makers.
///
/// @param id 24 hex digits
/// @param picture SVG text of our own
/// @param estimateLow won
record DemoItem(
    String id,
    String title,
    String titleEn,
    String maker,
    String description,
    String picture,
    long estimateLow,
    long estimateHigh) {

  /// The eight with names, from `items/items.json`.
  static List<DemoItem> named() throws IOException {
    List<DemoItem> items = new ArrayList<>();
    for (JsonNode item : JsonMapper.builder().build().readTree(resource("items.json"))) {
      items.add(
          new DemoItem(
              id(items.size() + 1),
              item.path("title").asText(),
              item.path("titleEn").asText(),
              item.path("maker").asText(),
              item.path("description").asText(),
              resource(item.path("picture").asText() + ".svg"),
              item.path("estimateLow").asLong(),
              item.path("estimateHigh").asLong()));
    }
    return items;
  }

  /// Lots for the rooms of a load run; they borrow the eight's pictures.
  static List<DemoItem> numbered(int count) throws IOException {
    List<DemoItem> named = named();
    return IntStream.rangeClosed(1, count)
        .mapToObj(i ->
            new DemoItem(
                id(0x10000 + i),
                "연습 작품 " + i,
                "Practice lot " + i,
                "연습실",
                "여러 방을 한꺼번에 시험할 때 쓰는 작품.",
                named.get(i % named.size()).picture(),
                100_000,
                500_000))
        .toList();
  }

  private static String id(int number) {
    return "6600bbbb00000000%08x".formatted(number);
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = DemoItem.class.getResourceAsStream("/items/" + name)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
