package dev.gavel.gateway.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gavel.gateway.websocket.SocketLimits;
import dev.gavel.gateway.websocket.SocketServer;
import io.helidon.webserver.http.HttpRouting;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageFilesTest {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static SocketServer server;

  @BeforeAll
  static void start() {
    server =
        new SocketServer(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                Map.of(),
                HttpRouting.builder()
                    .addFilter(new SecurityHeaders(true))
                    .register("/", new PageFiles()),
                SocketLimits.defaults(),
                new SimpleMeterRegistry())
            .start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static HttpResponse<String> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void thePageAllowsNothingInline() throws Exception {
    HttpResponse<String> page = get("/");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("content-type")).contains("text/html; charset=utf-8");
    assertThat(page.headers().firstValue("content-security-policy").orElseThrow())
        .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
        .doesNotContain("unsafe");
    assertThat(page.headers().firstValue("x-content-type-options")).contains("nosniff");
    assertThat(page.headers().firstValue("strict-transport-security")).isPresent();
    assertThat(page.body())
        .doesNotContain("<style", "onclick")
        .containsPattern("<script type=\"module\" src");
  }

  @Test
  void aFileThatDidNotChangeIsNotSentAgain() throws Exception {
    String tag = get("/main.js").headers().firstValue("etag").orElseThrow();
    HttpResponse<String> again = get("/main.js", "If-None-Match", tag);
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(
            get("/webjars/preact/10.28.0/dist/preact.module.js")
                .headers()
                .firstValue("cache-control"))
        .hasValueSatisfying(value -> assertThat(value).contains("immutable"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/main.js", "/webjars/preact/10.28.0/dist/preact.module.js"})
  void headSaysWhatGetSaysWithoutTheContent(String path) throws Exception {
    URI address = URI.create("http://127.0.0.1:" + server.port() + path);
    HttpResponse<String> head =
        HTTP.send(
            HttpRequest.newBuilder(address).HEAD().build(), HttpResponse.BodyHandlers.ofString());
    HttpResponse<String> get = get(path);
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    for (String header : List.of("content-length", "content-type", "etag", "cache-control")) {
      assertThat(head.headers().firstValue(header))
          .as(header)
          .isPresent()
          .isEqualTo(get.headers().firstValue(header));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/nothing.js", "/../application.yaml", "/%2e%2e/application.yaml", "/..%2fapplication.yaml",
        "/webjars/../../application.yaml", "/page", "/.hidden.js", "/main.js/",
        "/webjars/preact/10.28.0/package.json/..", "/main.class"
      })
  void nothingElseIsToBeHad(String path) throws Exception {
    HttpResponse<String> answer = get(path);
    assertThat(answer.statusCode()).isIn(400, 404);
    assertThat(answer.body()).doesNotContain("gateway:", "Exception");
  }
}
