package dev.gavel.gateway.plain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.gavel.gateway.auth.CookieDoor;
import dev.gavel.gateway.auth.Cookies;
import dev.gavel.gateway.auth.Origins;
import dev.gavel.gateway.auth.SecretKeys;
import dev.gavel.gateway.auth.TokenCheck;
import dev.gavel.gateway.auth.TokenMint;
import dev.gavel.gateway.peer.Broadcast;
import dev.gavel.gateway.peer.BroadcastBatch;
import dev.gavel.gateway.websocket.Frames;
import dev.gavel.gateway.websocket.SocketLimits;
import dev.gavel.gateway.websocket.SocketServer;
import io.helidon.webserver.http.HttpRouting;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlainEndpointTest {
  private static final SecretKeys KEYS =
      new SecretKeys("a secret that is long enough for HS256, at last");
  private static final TokenMint MINT =
      new TokenMint(KEYS, Optional.empty(), Optional.empty(), 600);
  private static final PlainLimits LIMITS = new PlainLimits(1024, 8, 3, 50, 5);

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Floor floor = new Floor();
  private final PlainEndpoint endpoint =
      new PlainEndpoint(
          new CookieDoor(
              new Origins(Set.of()),
              new TokenCheck(KEYS, Optional.empty(), Optional.empty()),
              new Cookies(false),
              meters),
          floor,
          LIMITS,
          meters);
  private final SocketServer server =
      new SocketServer(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
          Map.of("/ws", endpoint),
          HttpRouting.builder(),
          SocketLimits.defaults(),
          meters);

  @BeforeEach
  void start() {
    server.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private PlainClient client(String... headers) {
    return new PlainClient(server.port(), headers);
  }

  private PlainClient user(String user) {
    String token = MINT.issue(user, "bidder", System.currentTimeMillis());
    return client("Cookie", Cookies.TOKEN + "=" + token + "; session_id=s1");
  }

  private static ObjectNode data() {
    return JsonNodeFactory.instance.objectNode();
  }

  @Test
  void greetsFirstAndSaysWhoOneIs() {
    try (PlainClient client = user("u1")) {
      JsonNode first = client.next();
      assertThat(first.path("event").asText()).isEqualTo("connected");
      assertThat(first.path("data").path("user").asText()).isEqualTo("u1");
      assertThat(first.path("data").path("role").asText()).isEqualTo("bidder");
      assertThat(first.path("data").path("session").asText()).isEqualTo("s1");
      assertThat(first.path("data").path("expiresAtMs").asLong())
          .isGreaterThan(System.currentTimeMillis());
      assertThat(first.path("data").path("serverTimeMs").asLong()).isPositive();
    }
  }

  @Test
  void whoHasNoTokenWatches() {
    try (PlainClient client = client()) {
      JsonNode greeting = client.next("connected");
      assertThat(greeting.has("user")).isFalse();
      assertThat(greeting.path("session").asText()).hasSize(36);
      await().until(() -> floor.heard.contains("connected spectator"));
    }
  }

  @Test
  void tellsTheTimeAndAnswersRequestsOnce() {
    try (PlainClient client = user("u1")) {
      long before = System.currentTimeMillis();
      assertThat(client.ask("time", data()).path("serverTimeMs").asLong())
          .isBetween(before, System.currentTimeMillis());
      assertThat(client.ask("echo", data().put("a", 1)).toString()).isEqualTo("{\"a\":1}");
      assertThat(client.ask("time", data()).isObject()).isTrue();
      assertThat(client.waiting()).isZero();
    }
  }

  @Test
  void anEventWithoutIdIsNotAnswered() {
    try (PlainClient client = user("u1")) {
      client.next("connected");
      client.raw("{\"event\":\"echo\"}");
      client.ask("time", data());
      assertThat(client.waiting()).isZero();
      assertThat(floor.heard).contains("echo[{}]");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "7",
        "null",
        "\"bid\"",
        "{}",
        "{\"event\":\"\"}",
        "{\"event\":7}",
        "{\"event\":\"Bid\"}",
        "{\"event\":\"__proto__\"}",
        "{\"event\":\"bid\",\"event\":\"bid\"}",
        "{\"event\":\"bid\",\"data\":{\"a\":1,\"a\":2}}",
        "{\"event\":\"bid\",\"data\":[]}",
        "{\"event\":\"bid\",\"data\":null}",
        "{\"event\":\"bid\",\"id\":7}",
        "{\"event\":\"bid\",\"id\":\"\"}",
        "{\"event\":\"bid\",\"more\":1}",
        "{\"event\":\"bid\"} {}",
        "{\"event\":\"bid\",\"data\":{\"a\":NaN}}",
        "{\"event\":\"bid\",\"data\":{\"a\":01}}",
        "\uFEFF{\"event\":\"bid\"}",
        "{'event':'bid'}",
      })
  void bug43UnreadableFramesAreAnsweredAndCountedAndTheConnectionGoesOn(String frame) {
    try (PlainClient client = user("u1")) {
      client.next("connected");
      client.raw(frame);
      JsonNode error = client.next("error");
      assertThat(error.path("code").asText()).isEqualTo("FORM_INVALID");
      assertThat(error.path("retry").asBoolean(true)).isFalse();
      assertThat(client.ask("time", data()).isObject()).as("the connection goes on").isTrue();
      assertThat(meters.counter("gavel_unreadable_frames_total", "protocol", "plain").count())
          .isOne();
    }
  }

  @Test
  void depthSizesAndNamesHaveLimits() {
    String deep = "{\"event\":\"echo\",\"data\":{\"a\":" + "[".repeat(9) + "]".repeat(9) + "}}";
    String big = "{\"event\":\"echo\",\"data\":{\"a\":\"" + "가".repeat(340) + "\"}}";
    String name = "{\"event\":\"echo\",\"data\":{\"" + "n".repeat(65) + "\":1}}";
    String number = "{\"event\":\"echo\",\"data\":{\"a\":" + "9".repeat(65) + "}}";
    try (PlainClient client = user("u1")) {
      for (String frame : List.of(deep, big, name, number)) {
        client.raw(frame);
        assertThat(client.next("error").path("code").asText()).isEqualTo("FORM_INVALID");
      }
      client.binary(new byte[] {1});
      assertThat(client.next("error").path("code").asText()).isEqualTo("FORM_INVALID");
    }
  }

  @Test
  void whoIsNeverReadableIsSentAwayForGood() {
    try (PlainClient client = user("u1")) {
      IntStream.rangeClosed(0, LIMITS.unreadablePerMinute()).forEach(_ -> client.raw("{"));
      assertThat(client.end()).isEqualTo("4400 FORM_INVALID");
    }
  }

  @Test
  void aFloodEndsThatConnectionOnly() {
    try (PlainClient calm = user("u1");
        PlainClient loud = user("u2")) {
      for (int i = 0; i < 3 * LIMITS.framesPerSecond() && loud.open(); i++) {
        loud.raw("{\"event\":\"time\"}");
      }
      assertThat(loud.end()).isEqualTo("4529 RATE_LIMITED");
      assertThat(calm.ask("time", data()).isObject()).isTrue();
    }
  }

  @Test
  void oneConnectionTooManyIsTurnedAway() {
    try (PlainClient a = user("u1");
        PlainClient b = user("u1");
        PlainClient c = user("u1")) {
      List.of(a, b, c).forEach(client -> client.next("connected"));
      assertThatThrownBy(() -> user("u1")).hasStackTraceContaining("503");
    }
    await().until(() -> floor.peers.isEmpty());
    try (PlainClient again = user("u1")) {
      again.next("connected");
    }
  }

  @Test
  void badCredentialsAreToldByTheCloseCode() {
    String over = MINT.issue("u1", "bidder", System.currentTimeMillis() - 700_000);
    assertThat(client("Cookie", "access_token=x").end()).isEqualTo("4401 TOKEN_INVALID");
    assertThat(client("Cookie", "access_token=" + over).end()).isEqualTo("4401 TOKEN_EXPIRED");
    assertThat(client("Cookie", "access_token=x; access_token=y").end())
        .isEqualTo("4401 TOKEN_AMBIGUOUS");
    assertThat(floor.heard).as("the auction hears nothing of them").isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "ITEM_UNKNOWN,4404",
    "USER_UNKNOWN,4401",
    "NOT_ALLOWED,4403",
    "TOO_MANY_SOCKETS,4529",
    "UNAVAILABLE,4500",
    "SOMETHING_ELSE,4409",
  })
  void refusalsSayWhetherToComeBack(String code, int close) {
    assertThat(client("X-Reject", code).end()).isEqualTo(close + " " + code);
    assertThat(floor.heard).isEmpty();
  }

  @Test
  void aForeignPageIsTurnedAway() {
    assertThatThrownBy(() -> client("Origin", "https://evil.example"))
        .hasStackTraceContaining("403");
  }

  @Test
  void aBroadcastIsEncodedOnceForAll() {
    try (PlainClient a = user("u1");
        PlainClient b = user("u2")) {
      a.next("connected");
      b.next("connected");
      await().until(() -> floor.peers.size() == 2);
      Broadcast bid = Broadcast.of("bid", TextNode.valueOf("본인: 1000원"), data().put("sequence", 7));
      floor.peers.forEach(peer -> peer.send(bid));
      for (PlainClient client : List.of(a, b)) {
        assertThat(client.next("bid").toString())
            .isEqualTo("{\"sequence\":7,\"text\":\"본인: 1000원\"}");
      }
      assertThat(meters.counter("gavel_fanout_encode_total", "protocol", "plain").count()).isOne();
    }
  }

  @Test
  void aBatchIsAFrameForEachEventAndEncodedOnceForAll() {
    try (PlainClient a = user("u1");
        PlainClient b = user("u2")) {
      a.next("connected");
      b.next("connected");
      await().until(() -> floor.peers.size() == 2);
      List<Broadcast> parts =
          IntStream.range(0, 3)
              .mapToObj(i -> Broadcast.of("bid", data().put("sequence", i)))
              .toList();
      BroadcastBatch batch = new BroadcastBatch(parts);
      floor.peers.forEach(peer -> assertThat(peer.send(batch)).isTrue());
      for (PlainClient client : List.of(a, b)) {
        for (int i = 0; i < 3; i++) {
          assertThat(client.next("bid").path("sequence").asInt()).isEqualTo(i);
        }
      }
      assertThat(meters.counter("gavel_fanout_encode_total", "protocol", "plain").count())
          .isEqualTo(3);
      assertThat(endpoint.encode(batch))
          .isEqualTo(
              Frames.together(
                  IntStream.range(0, 3)
                      .mapToObj(i -> PlainFrames.event("bid", List.of(data().put("sequence", i))))
                      .toList()));
    }
  }

  @Test
  void endsSayWhetherToComeBack() {
    String[][] ends = {
      {"TOKEN_EXPIRED", "4501 TOKEN_EXPIRED"}, {"slow", "1006 "}, {"other", "4500 other"},
    };
    for (String[] end : ends) {
      try (PlainClient client = user("u1")) {
        client.next("connected");
        await().until(() -> floor.peers.size() == 1);
        floor.peers.forEach(peer -> peer.closeTransport(end[0]));
        assertThat(client.end()).isEqualTo(end[1]);
        await().until(() -> floor.peers.isEmpty());
      }
    }
    try (PlainClient client = user("u1")) {
      client.next("connected");
      await().until(() -> floor.peers.size() == 1);
      floor.peers.forEach(peer -> peer.disconnect("kicked"));
      assertThat(client.end()).isEqualTo("4409 kicked");
    }
  }

  @Test
  void aFailingAuctionEndsThatConnectionOnly() {
    try (PlainClient client = user("u1");
        PlainClient other = user("u2")) {
      client.raw("{\"event\":\"fail\"}");
      assertThat(client.end()).isEqualTo("4500 INTERNAL");
      assertThat(other.ask("time", data()).isObject()).isTrue();
    }
  }

  /// The original knew people by the socket's id, which is another in each tab and at each refresh.
  @Test
  void bug21TheSessionStaysWhenTheSocketIsAnother() {
    try (PlainClient before = user("u1")) {
      before.next("connected");
      await().until(() -> floor.peers.size() == 1);
    }
    String first = floor.heard.toString();
    await().until(() -> floor.peers.isEmpty());
    try (PlainClient after = user("u1");
        PlainClient tab = user("u1")) {
      assertThat(after.next("connected").path("session").asText()).isEqualTo("s1");
      assertThat(tab.next("connected").path("session").asText()).isEqualTo("s1");
      await().until(() -> floor.peers.size() == 2);
      assertThat(floor.peers.stream().map(peer -> peer.id()).distinct()).hasSize(2);
      assertThat(first).contains("connected u1");
    }
  }

  @Test
  void bug47EveryAcceptedPeersEndIsToldOnce() {
    PlainClient client = user("u1");
    client.next("connected");
    client.close();
    await().untilAsserted(() -> assertThat(floor.heard).anyMatch(line -> line.startsWith("gone")));
    assertThat(floor.heard).filteredOn(line -> line.startsWith("gone")).hasSize(1);
  }

  @Test
  void drainingAsksAllToComeBackOverTimeAndTakesNobodyIn() {
    try (PlainClient a = user("u1");
        PlainClient b = user("u2")) {
      a.next("connected");
      b.next("connected");
      await().until(() -> floor.peers.size() == 2);
      long began = System.nanoTime();
      endpoint.drain(400);
      assertThat(System.nanoTime() - began).isGreaterThan(190_000_000L);
      assertThat(a.end()).isEqualTo("4503 DRAINING");
      assertThat(b.end()).isEqualTo("4503 DRAINING");
      assertThatThrownBy(() -> user("u3")).hasStackTraceContaining("503");
    }
  }
}
