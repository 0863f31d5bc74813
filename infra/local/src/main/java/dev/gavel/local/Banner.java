package dev.gavel.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a person needs once everything runs, Korean first.
final class Banner {
  private static final int LOGINS = 6;
  private static final String RULE = "─".repeat(72);

  private Banner() {}

  static List<String> lines(JsonNode demo, Path data, Duration took, String command) {
    List<String> urls = new ArrayList<>();
    demo.path("gateways").forEach(gateway -> urls.add(gateway.path("url").asText()));
    String password = demo.path("password").asText();
    List<String> lines = new ArrayList<>();
    lines.add(RULE);
    lines.add(" Gavel이 준비되었습니다 (%s초). 브라우저 둘로 서로 다른 주소를 열어 보세요.".formatted(seconds(took)));
    urls.forEach(url -> lines.add("   " + url));
    lines.add(" 로그인 (암호는 모두 %s)".formatted(password));
    lines.addAll(logins(demo.path("users")));
    lines.add(" 데이터: " + data + " (demo.json에 번호, 포트, 서명 열쇠)");
    Optional.ofNullable(demo.get("store"))
        .ifPresent(store -> lines.add(" 문서 저장소 documents: " + store.asText()));
    lines.add(" 끄기: Ctrl-C. 다음에 켜면 이어집니다. 처음부터 하려면 --fresh");
    lines.add("");
    lines.add(" Gavel is ready: open two of the addresses above in two browsers.");
    lines.add(" Log in as any of the people above, password " + password + ".");
    lines.add(" Data: the folder above (demo.json: ids, ports, signing secret).");
    lines.add(" Stop: Ctrl-C. The next start goes on from there; --fresh begins anew.");
    lines.add(" Without Maven: " + command);
    lines.add(RULE);
    return lines;
  }

  private static List<String> logins(JsonNode users) {
    return users
        .valueStream()
        .limit(LOGINS)
        .map(user -> {
          boolean staff = user.path("role").asText().equals("staff");
          return "   %-26s %s%s"
              .formatted(
                  user.path("email").asText(),
                  user.path("name").asText(),
                  staff ? " (경매사 staff)" : "");
        })
        .toList();
  }

  private static String seconds(Duration took) {
    return String.format(Locale.ROOT, "%.1f", took.toMillis() / 1000.0);
  }
}
