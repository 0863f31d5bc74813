package dev.gavel.local.seed;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
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

  /// The eight with names.
  static List<DemoItem> named() throws IOException {
    return List.of(
        new DemoItem(
            id(1),
            "백자 달항아리",
            "White porcelain moon jar",
            "윤해솔",
            "두 개의 사발을 이어 붙인 큰 항아리. 이음매가 허리에 남아 있다. 높이 44 cm.",
            picture("moon-jar"),
            3_000_000,
            6_000_000),
        new DemoItem(
            id(2),
            "안개 낀 산",
            "Mountains in mist",
            "서문도",
            "종이에 먹과 엷은 색. 네 겹의 능선과 붉은 해. 68 × 92 cm.",
            picture("ink-mountains"),
            1_200_000,
            2_400_000),
        new DemoItem(
            id(3),
            "조각보",
            "Patchwork cloth",
            "오미숙",
            "모시와 비단 조각 스물아홉 장을 감침질로 이었다. 80 × 80 cm.",
            picture("patchwork"),
            400_000,
            900_000),
        new DemoItem(
            id(4),
            "책가도",
            "Bookshelf still life",
            "배진서",
            "아홉 칸 책장에 책과 화병, 매화 분재. 비단에 색. 110 × 95 cm.",
            picture("bookshelf"),
            2_500_000,
            4_000_000),
        new DemoItem(
            id(5),
            "푸른 점 225",
            "225 blue dots",
            "노을기",
            "천에 유채. 같은 점을 이백스물다섯 번 찍었다. 100 × 100 cm.",
            picture("colour-field"),
            8_000_000,
            14_000_000),
        new DemoItem(
            id(6),
            "청자 매병",
            "Celadon vase",
            "강무영",
            "구름과 물결을 상감한 매병. 비색이 고르다. 높이 38 cm.",
            picture("celadon"),
            5_000_000,
            9_000_000),
        new DemoItem(
            id(7),
            "나주반",
            "Lacquered tray table",
            "장선목",
            "느티나무에 옻칠한 둥근 소반. 지름 46 cm.",
            picture("soban"),
            600_000,
            1_100_000),
        new DemoItem(
            id(8),
            "야경, 열한 시",
            "Night city, eleven o'clock",
            "임가온",
            "안료 인화, 5점 중 2번. 창 하나하나가 깨어 있다. 60 × 80 cm.",
            picture("night-city"),
            900_000,
            1_800_000));
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

  private static String picture(String name) throws IOException {
    try (InputStream in = DemoItem.class.getResourceAsStream("/items/" + name + ".svg")) {
      if (in == null) {
        throw new IllegalStateException("no picture " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
