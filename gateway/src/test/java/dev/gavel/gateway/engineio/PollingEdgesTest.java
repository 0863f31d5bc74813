package dev.gavel.gateway.engineio;

import static dev.gavel.gateway.WireClient.words;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gavel.gateway.ConformanceServer;
import dev.gavel.gateway.WireClient;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The reference server's answers to what goes wrong on polling, row by row.
class PollingEdgesTest {
  private static final String UNKNOWN = "400 {\"code\":1,\"message\":\"Session ID unknown\"}";
  private static final int MAX_PAYLOAD = 1_000;
  private static final int MAX_PACKETS = 20;

  private final ConformanceServer server =
      new ConformanceServer(
          0,
          new EngineLimits(
              30_000,
              20_000,
              5_000,
              10_000,
              MAX_PAYLOAD,
              MAX_PACKETS,
              50,
              new EngineLimits.PollBuffer(64, 100_000)),
          new Cors(Set.of("https://good.example"), false));
  private final WireClient client = new WireClient(server.port(), "/engine.io/");

  @AfterEach
  void nothingIsLeft() {
    client.close();
    server.close();
    await().until(() -> server.engine.sessions() == 0);
  }

  @Test
  void handshakeIsPlainTextAndNotStored() {
    HttpResponse<String> response = client.get("EIO=4&transport=polling&t=abc&b64=1");
    assertThat(response.headers().firstValue("content-type")).contains("text/plain; charset=UTF-8");
    assertThat(response.headers().firstValue("cache-control")).contains("no-store");
    assertThat(response.headers().allValues("set-cookie"))
        .containsExactly("session_id=s1; Path=/", "second=2; Path=/");
  }

  @ParameterizedTest
  @ValueSource(strings = {"__proto__", "abc", "conformance.abc", "other.abc", "", ".", "a.b.c"})
  void unknownSessions(String sid) {
    assertThat(words(client.poll(sid))).isEqualTo(UNKNOWN);
    assertThat(words(client.post(sid, "4x"))).isEqualTo(UNKNOWN);
  }

  @Test
  void plainGetForAWebSocketIsABadRequest() {
    String bad = "400 {\"code\":3,\"message\":\"Bad request\"}";
    assertThat(words(client.get("EIO=4&transport=websocket"))).isEqualTo(bad);
    String sid = client.open();
    assertThat(words(client.get("EIO=4&transport=websocket&sid=" + sid))).isEqualTo(bad);
    assertThat(words(client.get("EIO=3&transport=polling&sid=" + sid))).isEqualTo(bad);
    assertThat(words(client.post(sid, "4still here"))).isEqualTo("200 ok");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUT", "DELETE", "PATCH"})
  void otherMethodsLeaveTheSessionAlone(String method) {
    String sid = client.open();
    String query = "EIO=4&transport=polling&sid=" + sid;
    assertThat(client.request(method, query, BodyPublishers.ofString("1")).statusCode())
        .isEqualTo(400);
    assertThat(words(client.post(sid, "4still here"))).isEqualTo("200 ok");
    assertThat(client.poll(sid).body()).isEqualTo("4still here");
  }

  @Test
  void postIsAnsweredAsHtml() {
    HttpResponse<String> response = client.post(client.open(), "4x");
    assertThat(response.headers().firstValue("content-type")).contains("text/html");
    assertThat(response.headers().firstValue("cache-control")).contains("no-store");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "abc", "2", "9", "4a\u001e", "\u001e4a", "b====", "bA"})
  void malformedPayloadsEndTheSession(String body) {
    String sid = client.open();
    assertThat(words(client.post(sid, body))).isEqualTo("200 ok");
    assertThat(words(client.poll(sid))).isEqualTo(UNKNOWN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"3", "0", "5", "6", "6\u001e3"})
  void whatMeansNothingIsIgnored(String body) {
    String sid = client.open();
    assertThat(words(client.post(sid, body))).isEqualTo("200 ok");
    assertThat(words(client.post(sid, "4still here"))).isEqualTo("200 ok");
    assertThat(client.poll(sid).body()).isEqualTo("4still here");
  }

  @Test
  void bytesAreNoPayload() {
    String sid = client.open();
    assertThat(words(client.post(sid, "4x", "Content-Type", "application/octet-stream")))
        .isEqualTo("400 ");
    assertThat(words(client.poll(sid))).isEqualTo(UNKNOWN);
  }

  @Test
  void notUtf8EndsTheSession() {
    String sid = client.open();
    byte[] body = {'4', (byte) 0xC3, (byte) 0x28};
    assertThat(
            client
                .request(
                    "POST", "EIO=4&transport=polling&sid=" + sid, BodyPublishers.ofByteArray(body))
                .statusCode())
        .isEqualTo(400);
    assertThat(words(client.poll(sid))).isEqualTo(UNKNOWN);
  }

  @Test
  void tooMuchIsRefusedAndTheSessionLives() {
    String sid = client.open();
    String query = "EIO=4&transport=polling&sid=" + sid;
    byte[] much = "4".repeat(MAX_PAYLOAD + 1).getBytes(StandardCharsets.UTF_8);
    assertThat(words(client.request("POST", query, BodyPublishers.ofByteArray(much))))
        .isEqualTo("413 ");
    assertThat(
            words(
                client.request(
                    "POST",
                    query,
                    BodyPublishers.ofInputStream(
                        () -> new java.io.ByteArrayInputStream(much))))) // chunked
        .isEqualTo("413 ");
    String most = "4" + "x".repeat(MAX_PAYLOAD - 1);
    assertThat(words(client.post(sid, most))).isEqualTo("200 ok");
    assertThat(client.poll(sid).body()).isEqualTo(most);
  }

  @Test
  void tooManyPacketsEndTheSession() {
    String sid = client.open();
    assertThat(words(client.post(sid, "6" + "\u001e6".repeat(MAX_PACKETS)))).isEqualTo("400 ");
    assertThat(words(client.poll(sid))).isEqualTo(UNKNOWN);
  }

  @Test
  void javaClientsBreakTheirBase64IntoLines() {
    String sid = client.open();
    assertThat(words(client.post(sid, "bAQID\r\nBAUG"))).isEqualTo("200 ok");
    assertThat(client.poll(sid).body()).isEqualTo("bAQIDBAUG");
  }

  @Test
  void goodbyeEndsAPendingPollWithANoop() {
    String sid = client.open();
    assertThat(words(client.post(sid, "1"))).isEqualTo("200 ok");
    assertThat(words(client.poll(sid))).as("may have been under way").isEqualTo("200 6");
    assertThat(words(client.poll(sid))).isEqualTo(UNKNOWN);
    assertThat(words(client.post(sid, "4x"))).isEqualTo(UNKNOWN);
  }

  @Test
  void twoPostsAtOnceEndTheSession() throws IOException {
    String sid = client.open();
    try (Socket slow = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      slow.getOutputStream()
          .write(
              ("POST /engine.io/?EIO=4&transport=polling&sid="
                      + sid
                      + " HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n4a")
                  .getBytes(StandardCharsets.US_ASCII));
      // Until the slow one has arrived, the quick one is welcome.
      await().until(() -> client.post(sid, "6").statusCode() == 400);
      slow.getOutputStream().write("bcd".getBytes(StandardCharsets.US_ASCII));
      InputStream in = slow.getInputStream();
      assertThat(new String(in.readNBytes(12), StandardCharsets.US_ASCII))
          .isEqualTo("HTTP/1.1 400");
    }
    assertThat(words(client.poll(sid))).isEqualTo(UNKNOWN);
  }

  @Test
  void pollGivesEverythingThatWaits() {
    String sid = client.open();
    client.post(sid, "4a");
    client.post(sid, "4b\u001ebAQ==");
    assertThat(client.poll(sid).body()).isEqualTo("4a\u001e4b\u001ebAQ==");
  }

  @Test
  void serverEndsAPendingPollWithClose() {
    String sid = client.open();
    CompletableFuture<HttpResponse<String>> poll = client.pollAsync(sid);
    client.post(sid, "6");
    server.engine.drain(0);
    assertThat(words(poll.join())).isEqualTo("200 1");
    assertThat(words(client.poll(sid))).isEqualTo(UNKNOWN);
  }

  @Test
  void whatWaitedIsSaidBeforeTheEnd() {
    String sid = client.open();
    client.post(sid, "4an answer");
    server.engine.drain(0);
    // Not in one payload: socket.io-client would take up the end before the answer.
    assertThat(words(client.poll(sid))).isEqualTo("200 4an answer");
    assertThat(words(client.poll(sid))).isEqualTo("200 1");
    assertThat(words(client.poll(sid))).isEqualTo(UNKNOWN);
  }

  @Test
  void anothersSidOpensNothing() {
    String sid = client.open("Cookie", "user=kim");
    String forbidden = "403 {\"code\":4,\"message\":\"Forbidden\"}";
    assertThat(words(client.poll(sid, "Cookie", "user=lee"))).isEqualTo(forbidden);
    assertThat(words(client.poll(sid))).isEqualTo(forbidden);
    assertThat(words(client.post(sid, "1", "Cookie", "user=lee"))).isEqualTo(forbidden);
    assertThat(words(client.post(sid, "4x", "Cookie", "user=kim"))).isEqualTo("200 ok");
  }

  @Test
  void theDoorTurnsAway() {
    HttpResponse<String> response =
        client.get(
            "EIO=4&transport=polling", "Cookie", "user=away", "Origin", "https://good.example");
    assertThat(words(response))
        .isEqualTo("403 {\"code\":4,\"message\":\"not \\\"from\\\" there\"}");
    assertThat(response.headers().firstValue("access-control-allow-origin"))
        .contains("https://good.example");
  }

  @Test
  void noMoreSessionsThanAllowed() {
    for (int i = 0; i < 50; i++) {
      client.open();
    }
    assertThat(client.get("EIO=4&transport=polling").statusCode()).isEqualTo(503);
  }

  @Test
  void corsNamesKnownOriginsOnRefusalsToo() {
    HttpResponse<String> known =
        client.get("EIO=3&transport=polling", "Origin", "https://good.example");
    assertThat(known.statusCode()).isEqualTo(400);
    assertThat(known.headers().firstValue("access-control-allow-origin"))
        .contains("https://good.example");
    assertThat(known.headers().firstValue("access-control-allow-credentials")).contains("true");
    assertThat(known.headers().firstValue("vary")).contains("Origin");
    HttpResponse<String> foreign =
        client.get("EIO=4&transport=polling", "Origin", "https://evil.example");
    assertThat(foreign.headers().firstValue("access-control-allow-origin")).isEmpty();
  }

  @Test
  void preflightIsAnsweredBeforeAnything() {
    HttpResponse<String> known =
        client.request(
            "OPTIONS",
            "EIO=4&transport=polling&sid=unknown",
            BodyPublishers.noBody(),
            "Origin",
            "https://good.example",
            "Access-Control-Request-Headers",
            "x-token");
    assertThat(words(known)).isEqualTo("204 ");
    assertThat(known.headers().firstValue("access-control-allow-methods"))
        .contains("GET,HEAD,PUT,PATCH,POST,DELETE");
    assertThat(known.headers().firstValue("access-control-allow-headers")).contains("x-token");
    assertThat(known.headers().allValues("vary").toString())
        .contains("Access-Control-Request-Headers");
    HttpResponse<String> foreign =
        client.request("OPTIONS", "", BodyPublishers.noBody(), "Origin", "https://evil.example");
    assertThat(foreign.statusCode()).isEqualTo(204);
    assertThat(foreign.headers().firstValue("access-control-allow-methods")).isEmpty();
  }
}
