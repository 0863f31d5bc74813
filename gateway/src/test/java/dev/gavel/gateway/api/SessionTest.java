package dev.gavel.gateway.api;

import static dev.gavel.gateway.api.RestStage.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionTest {
  private static RestStage stage;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    stage = new RestStage(folder, true);
    assertThat(register("a@x.example", "가나다").statusCode()).isEqualTo(200);
  }

  @AfterAll
  static void stop() {
    stage.close();
  }

  private static HttpResponse<String> register(String email, String name) throws Exception {
    return stage.post(
        "/api/users",
        """
        {"email":"%s","name":"%s","password":"rather long"}\
        """
            .formatted(email, name));
  }

  private static HttpResponse<String> login(String email, String password) throws Exception {
    return stage.post(
        "/api/session", "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, password));
  }

  private static String cookie(HttpResponse<String> answer, String name) {
    return answer.headers().allValues("set-cookie").stream()
        .filter(cookie -> cookie.startsWith(name + "="))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aLoginGivesATokenThatScriptsCannotRead() throws Exception {
    HttpResponse<String> answer = login("A@x.example", "rather long");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(json(answer).path("name").asText()).isEqualTo("가나다");
    assertThat(cookie(answer, "access_token")).contains("HttpOnly", "SameSite=Lax", "Path=/");
    assertThat(answer.body())
        .doesNotContain("argon2", cookie(answer, "access_token").substring(13));
    String pair = cookie(answer, "access_token").split(";", 2)[0];
    HttpResponse<String> me = stage.send(stage.to("/api/session").header("Cookie", pair));
    assertThat(json(me).path("email").asText()).isEqualTo("a@x.example");
    assertThat(json(me).path("role").asText()).isEqualTo("bidder");
  }

  @Test
  void nobodyIsToldWhichOfTheTwoWasWrong() throws Exception {
    HttpResponse<String> wrong = login("a@x.example", "wrong");
    HttpResponse<String> unknown = login("nobody@x.example", "wrong");

    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(wrong.body()).isEqualTo(unknown.body());
    assertThat(wrong.headers().firstValue("content-type")).contains("application/problem+json");
    assertThat(json(wrong).path("code").asText()).isEqualTo("LOGIN_WRONG");
  }

  @Test
  void anAddressIsTakenOnceWhateverItsCase() throws Exception {
    HttpResponse<String> again = register("A@X.example", "다른 사람");
    assertThat(again.statusCode()).isEqualTo(409);
    assertThat(json(again).path("code").asText()).isEqualTo("EMAIL_TAKEN");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "[]",
        "null",
        "{\"email\":1,\"password\":\"x\"}",
        "{\"email\":\"a@x.example\"}",
        "{\"email\":\"a\",\"email\":\"b\",\"password\":\"x\"}",
        "{\"email\":{\"$gt\":\"\"},\"password\":\"x\"}",
        "{\"email\":\"a\\u0000@x\",\"password\":\"x\"}"
      })
  void aBodyThatIsNoLoginIsRefused(String body) throws Exception {
    HttpResponse<String> answer = stage.post("/api/session", body);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).path("code").asText()).isEqualTo("FORM_INVALID");
  }

  @Test
  void aFormOfAForeignPageIsNoLogin() throws Exception {
    var form =
        stage
            .to("/api/session")
            .header("Content-Type", "text/plain")
            .POST(HttpRequest.BodyPublishers.ofString("{\"email\":\"a@x.example\"}"));
    assertThat(stage.send(form).statusCode()).isEqualTo(415);
    var foreign = stage.to("/api/session").header("Origin", "https://evil.example").DELETE();
    HttpResponse<String> answer = stage.send(foreign);
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.headers().firstValue("access-control-allow-origin")).isEmpty();
  }

  @Test
  void aDevelopmentOriginMayReadWithCredentials() throws Exception {
    HttpResponse<String> answer =
        stage.send(stage.to("/api/session").header("Origin", "http://localhost:3000"));
    assertThat(answer.headers().firstValue("access-control-allow-origin"))
        .contains("http://localhost:3000");
    assertThat(answer.headers().firstValue("access-control-allow-credentials")).contains("true");
  }

  @Test
  void tooManyLoginsOfOneEmailAreToldToWait() throws Exception {
    List<HttpResponse<String>> answers =
        IntStream.range(0, 30)
            .mapToObj(_ -> {
              try {
                return login("flooded@x.example", "wrong");
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            })
            .toList();
    HttpResponse<String> last = answers.getLast();
    assertThat(last.statusCode()).isEqualTo(429);
    assertThat(last.headers().firstValueAsLong("retry-after")).isPresent();
  }

  @Test
  void aLogoutEndsTheSessionEverywhere() throws Exception {
    var request =
        stage.as("u1", "bidder", "/api/session").header("Cookie", "session_id=s-42").DELETE();
    HttpResponse<String> answer = stage.send(request);
    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(cookie(answer, "access_token")).contains("Max-Age=0");
    assertThat(stage.loggedOut).contains("s-42");
  }

  @Test
  void aTokenOfSomebodyWhoIsGoneIsNotRenewed() throws Exception {
    var request =
        stage.as("gone", "bidder", "/api/session").PUT(HttpRequest.BodyPublishers.noBody());
    HttpResponse<String> answer = stage.send(request);
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(cookie(answer, "access_token")).contains("Max-Age=0");
  }

  @Test
  void anotherSystemsLoginTakesThePlaceOfOurs(@TempDir Path folder) throws Exception {
    try (RestStage elsewhere = new RestStage(folder, false)) {
      HttpResponse<String> answer =
          elsewhere.post("/api/session", "{\"email\":\"a@x.example\",\"password\":\"b\"}");
      assertThat(answer.statusCode()).isEqualTo(409);
      assertThat(json(answer).path("code").asText()).isEqualTo("LOGIN_ELSEWHERE");
      assertThat(json(elsewhere.get("/api/session")).path("login").asText()).isEqualTo("elsewhere");
    }
  }
}
