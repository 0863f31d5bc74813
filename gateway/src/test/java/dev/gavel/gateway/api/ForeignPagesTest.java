package dev.gavel.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gavel.gateway.Settings;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who may read our answers from a page of another origin (CORS): the two local ones in
/// development, nobody in production. And whom a login is counted for behind a proxy.
class ForeignPagesTest {
  private static RestStage development;
  private static RestStage production;

  @BeforeAll
  static void start(@TempDir Path first, @TempDir Path second) throws Exception {
    development = new RestStage(first, true);
    Set<String> proxies = Set.of("127.0.0.1", "10.0.0.0/8");
    production =
        new RestStage(second, true, Optional.of(new Settings.Web(Set.of(), true, proxies)));
  }

  @AfterAll
  static void stop() {
    development.close();
    production.close();
  }

  private static HttpResponse<String> preflight(RestStage stage, String origin) throws Exception {
    return stage.send(
        stage
            .to("/api/session")
            .header("Origin", origin)
            .header("Access-Control-Request-Method", "DELETE")
            .header("Access-Control-Request-Headers", "content-type")
            .method("OPTIONS", HttpRequest.BodyPublishers.noBody()));
  }

  private static Optional<String> allowed(HttpResponse<String> answer) {
    return answer.headers().firstValue("access-control-allow-origin");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://localhost:3000", "http://127.0.0.1:3000"})
  void aDevelopmentOriginIsToldWhatItMayDoWithCredentials(String origin) throws Exception {
    HttpResponse<String> answer = preflight(development, origin);
    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(allowed(answer)).contains(origin);
    assertThat(answer.headers().firstValue("access-control-allow-credentials")).contains("true");
    assertThat(answer.headers().firstValue("access-control-allow-methods").orElseThrow())
        .contains("DELETE", "PUT", "POST");
    assertThat(answer.headers().firstValue("access-control-allow-headers").orElseThrow())
        .contains("content-type");
    assertThat(answer.headers().allValues("vary")).contains("Origin");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example",
        "http://localhost:3000.evil.example",
        "http://localhost:4000",
        "https://localhost:3000",
        "null"
      })
  void anotherOriginIsToldNothing(String origin) throws Exception {
    HttpResponse<String> answer = preflight(development, origin);
    assertThat(allowed(answer)).isEmpty();
    assertThat(answer.headers().map().keySet())
        .noneMatch(name -> name.startsWith("access-control-"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://localhost:3000", "http://127.0.0.1:3000"})
  void inProductionNobodyIs(String origin) throws Exception {
    assertThat(allowed(preflight(production, origin))).isEmpty();
    var change =
        production
            .to("/api/session")
            .header("Origin", origin)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{}"));
    HttpResponse<String> answer = production.send(change);
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(allowed(answer)).isEmpty();
  }

  /// Logins from `clients`, each of another e-mail address, until the first that must wait.
  private static int logins(RestStage stage, String name, List<String> clients) throws Exception {
    for (int at = 0; at < clients.size(); at++) {
      String body = "{\"email\":\"%s%d@x.example\",\"password\":\"x\"}".formatted(name, at);
      var login =
          stage
              .to("/api/session")
              .header("Content-Type", "application/json")
              .header("X-Forwarded-For", clients.get(at))
              .POST(HttpRequest.BodyPublishers.ofString(body));
      if (stage.send(login).statusCode() == 429) {
        return at;
      }
    }
    return clients.size();
  }

  private static List<String> clients(String form) {
    return java.util.stream.IntStream.range(0, 24).mapToObj(form::formatted).toList();
  }

  @Test
  void whoIsNoProxyCannotSayItIsSomebodyElse() throws Exception {
    assertThat(logins(development, "liar", clients("198.51.100.%d"))).isBetween(20, 23);
  }

  @Test
  void behindAProxyEachClientHasItsOwnLimit() throws Exception {
    assertThat(logins(production, "many", clients("198.51.100.%d, 10.1.1.1"))).isEqualTo(24);
    assertThat(logins(production, "one", clients("203.0.113.%d, 192.0.2.9"))).isBetween(20, 23);
  }
}
