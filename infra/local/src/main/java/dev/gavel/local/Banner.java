package dev.gavel.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What a person needs once everything runs, Korean first.
final class Banner {
  private static final int LOGINS = 6;

  private Banner() {}

  static List<String> lines(JsonNode demo, Path data, Duration took, String command) {
    List<String> urls = new ArrayList<>();
    demo.path("gateways").forEach(gateway -> urls.add(gateway.path("url").asText()));
    List<String> logins = new ArrayList<>();
    for (JsonNode user : demo.path("users")) {
      if (logins.size() < LOGINS) {
        String staff = user.path("role").asText().equals("staff") ? "  (직원 staff)" : "";
        logins.add(
            "%s  %s%s".formatted(user.path("email").asText(), user.path("name").asText(), staff));
      }
    }
    String password = demo.path("password").asText();
    List<String> lines = new ArrayList<>();
    String rule = "─".repeat(72);
    lines.add(rule);
    lines.add(" Gavel이 준비되었습니다 (%s초). 두 브라우저로 서로 다른 주소를 열어 보세요.".formatted(seconds(took)));
    lines.add("");
    urls.forEach(url -> lines.add("   " + url));
    lines.add("");
    lines.add(" 로그인 (암호는 모두 %s):".formatted(password));
    logins.forEach(login -> lines.add("   " + login));
    lines.add("");
    lines.add(" 데이터   " + data + "  (demo.json에 번호와 열쇠)");
    lines.add(" 끄기     Ctrl-C. 다음에 다시 켜면 이어집니다. 처음부터: --fresh");
    lines.add("");
    lines.add(" Gavel is ready. Open two of these in two browsers: " + String.join("  ", urls));
    lines.add(
        " Logins as above, password %s for all. Ids and keys: demo.json in the data folder."
            .formatted(password));
    lines.add(" Stop with Ctrl-C; the next start goes on from there (--fresh begins anew).");
    lines.add(" Without Maven:  " + command);
    lines.add(rule);
    return lines;
  }

  private static String seconds(Duration took) {
    return String.format(Locale.ROOT, "%.1f", took.toMillis() / 1000.0);
  }
}
