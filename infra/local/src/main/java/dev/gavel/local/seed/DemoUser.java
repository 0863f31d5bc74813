package dev.gavel.local.seed;

import java.util.ArrayList;
import java.util.List;

/// Somebody who can log in to the demo.
///
/// @param id 24 hex digits
/// @param role `staff` or `bidder`
public record DemoUser(String id, String email, String name, String role) {
  /// Everybody's password. A demo on one's own machine: it is printed on the screen.
  public static final String PASSWORD = "gavel";

  private static final List<String> NAMES = List.of("한지우", "김서연", "이도윤", "박하은", "최민준", "정유진");
  private static final List<String> MAILS =
      List.of("jiwoo", "seoyeon", "doyun", "haeun", "minjun", "yujin");

  /// The named six, staff first, then as many numbered bidders as `count` asks for beyond them.
  public static List<DemoUser> list(int count) {
    List<DemoUser> users = new ArrayList<>();
    for (int i = 0; i < Math.max(count, NAMES.size()); i++) {
      users.add(i < NAMES.size() ? named(i) : numbered(i));
    }
    return List.copyOf(users);
  }

  private static DemoUser named(int i) {
    return new DemoUser(
        id(i), MAILS.get(i) + "@gavel.example", NAMES.get(i), i == 0 ? "staff" : "bidder");
  }

  private static DemoUser numbered(int i) {
    return new DemoUser(id(i), "guest" + i + "@gavel.example", "손님 " + i, "bidder");
  }

  /// Two who bid a little by themselves when the demo starts; nobody logs in as them.
  static List<DemoUser> house() {
    return List.of(
        new DemoUser(id(0xf0001), "house1@gavel.example", "온라인 응찰자 가", "bidder"),
        new DemoUser(id(0xf0002), "house2@gavel.example", "온라인 응찰자 나", "bidder"));
  }

  private static String id(int number) {
    return "6600aaaa00000000%08x".formatted(number + 1);
  }
}
