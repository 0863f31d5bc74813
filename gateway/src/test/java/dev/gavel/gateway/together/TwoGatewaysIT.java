package dev.gavel.gateway.together;

import static dev.gavel.gateway.together.SmallGateway.cookies;
import static dev.gavel.gateway.together.SmallGateway.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gavel.backends.Backends;
import dev.gavel.backends.BackendsExtension;
import dev.gavel.gateway.docs.Protocol;
import dev.gavel.gateway.peer.Identity;
import dev.gavel.gateway.plain.PlainClient;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(BackendsExtension.class)
class TwoGatewaysIT {
  private static final Duration LONG = Duration.ofMinutes(10);

  private final String session = UUID.randomUUID().toString();
  private final String room = "room-" + session;
  private final String redisUri;
  private SmallGateway one;
  private SmallGateway two;

  TwoGatewaysIT(Backends backends) {
    this.redisUri = backends.redisUri();
    this.one = new SmallGateway("one-" + session.substring(0, 8), redisUri);
    this.two = new SmallGateway("two-" + session.substring(0, 8), redisUri);
  }

  @BeforeEach
  void known() {
    String name = "two-" + session.substring(0, 8);
    await().until(() -> one.fleet.addressOf(name).isPresent());
  }

  @AfterEach
  void close() {
    one.close();
    two.close();
  }

  private static PlainClient tab(SmallGateway gateway, String token, String session) {
    return new PlainClient(gateway.port(), "Cookie", cookies(token, session));
  }

  private ObjectNode room() {
    return JsonNodeFactory.instance.objectNode().put("roomId", room);
  }

  /// Waits until a client is told this; nobody else may come or go before.
  private static void told(PlainClient client, String event, String who) {
    while (true) {
      JsonNode frame = client.next();
      String name = frame.path("event").asText();
      String told = frame.path("data").path("who").asText();
      if (name.equals(event) && told.equals(who)) {
        return;
      }
      boolean news = name.equals("joined") || name.equals("left");
      assertThat(news).as("%s while waiting for %s %s", frame, event, who).isFalse();
    }
  }

  /// The identity that the door gives a request with these cookies.
  private static Identity.Known known(JsonNode greeting) {
    return new Identity.Known(
        greeting.path("user").asText(),
        greeting.path("role").asText(),
        greeting.path("session").asText(),
        greeting.path("expiresAtMs").asLong());
  }

  @Test
  void logoutEndsAllTabsOnBothGatewaysWithinTwoSecondsAndTheTokenOpensNoDoorAgain() {
    String token = token("u1", LONG);
    try (PlainClient here = tab(one, token, session);
        PlainClient there = tab(two, token, session);
        PlainClient other = tab(two, token("u2", LONG), session + "x")) {
      JsonNode greeting = here.next("connected");
      there.next("connected");
      other.next("connected");
      long began = System.nanoTime();
      one.sessions.logout(known(greeting), Requests.with(token, session));
      assertThat(here.end()).isEqualTo("4501 TOKEN_REVOKED");
      assertThat(there.end()).isEqualTo("4501 TOKEN_REVOKED");
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
      assertThat(other.ask("time", room()).isObject()).isTrue();
    }
    assertThat(tab(two, token, session).end()).isEqualTo("4401 TOKEN_REVOKED");
    assertThat(tab(one, token, "another-session").end()).isEqualTo("4401 TOKEN_REVOKED");
    try (PlainClient again = tab(two, token("u1", LONG.plusSeconds(1)), session)) {
      assertThat(again.next("connected").path("user").asText()).isEqualTo("u1");
    }
  }

  @Test
  void aTokensEndIsToldAndEndsTheConnectionAndAFreshOneComesIn() {
    String token = token("u1", Duration.ofSeconds(2));
    try (PlainClient client = tab(one, token, session)) {
      JsonNode expiring = client.next("token:expiring");
      Protocol.checkEvent("token:expiring", expiring);
      assertThat(client.end()).isEqualTo("4501 TOKEN_EXPIRED");
      assertThat(System.currentTimeMillis())
          .isGreaterThanOrEqualTo(expiring.path("expiresAtMs").asLong());
    }
    try (PlainClient fresh = tab(two, token("u1", LONG), session)) {
      assertThat(fresh.next("connected").path("user").asText()).isEqualTo("u1");
    }
    // The old one is taken for as long as clocks may differ, not longer.
    try (PlainClient early = tab(two, token, session)) {
      early.next("connected");
      assertThat(early.end()).isEqualTo("4501 TOKEN_EXPIRED");
    }
    await().until(() -> tab(two, token, session).end().equals("4401 TOKEN_EXPIRED"));
  }

  @Test
  void presenceIsOneOverBothGatewaysAndRightAgainAfterOneWasKilled() {
    try (PlainClient here = tab(one, token("u1", LONG), session);
        PlainClient there = tab(two, token("u2", LONG), session + "2");
        PlainClient tab = tab(two, token("u1", LONG), session)) {
      here.tell("join", room());
      told(here, "joined", "u1");
      JsonNode seen = there.ask("join", room());
      assertThat(seen.path("presence").path("count").asInt()).isEqualTo(2);
      tab.ask("join", room());
      told(here, "joined", "u2");
      await().until(() -> one.presence.people(room).userIds().equals(List.of("u1", "u2")));

      two.kill();
      told(here, "left", "u2");
      await().until(() -> one.presence.people(room).count() == 1);
    }
    two = new SmallGateway("three-" + session.substring(0, 8), redisUri);
  }

  @Test
  void bug44ARefreshOverAnotherGatewayIsSilent() {
    try (PlainClient watcher = tab(one, token("watcher", LONG), session)) {
      watcher.tell("join", room());
      told(watcher, "joined", "watcher");
      PlainClient before = tab(one, token("u1", LONG), session + "1");
      before.ask("join", room());
      told(watcher, "joined", "u1");
      before.close();
      try (PlainClient after = tab(two, token("u1", LONG), session + "1")) {
        after.ask("join", room());
        try (PlainClient last = tab(two, token("u9", LONG), session + "9")) {
          last.ask("join", room());
          told(watcher, "joined", "u9");
        }
        told(watcher, "left", "u9");
      }
    }
  }

  /// Who has somebody's session has nothing: the bidder is the token's subject.
  @Test
  void bug35AnotherOnesSessionMakesNobodyAnotherOne() {
    try (PlainClient victim = tab(one, token("victim", LONG), session);
        PlainClient attacker = tab(two, token("attacker", LONG), session)) {
      assertThat(victim.next("connected").path("user").asText()).isEqualTo("victim");
      assertThat(attacker.next("connected").path("user").asText()).isEqualTo("attacker");
    }
    try (PlainClient nobody = new PlainClient(one.port(), "Cookie", "session_id=" + session)) {
      assertThat(nobody.next("connected").has("user")).isFalse();
    }
  }

  /// What the original's key in Redis was needed for works without it.
  @Test
  void bug36NobodyIsThrownOutWhenTheSessionsKeyIsGone() {
    try (PlainClient client = tab(one, token("u1", LONG), session)) {
      client.next("connected");
      one.redis.ask(commands -> commands.del("socket:session#" + session));
      assertThat(client.ask("join", room()).path("room").asText()).isEqualTo(room);
    }
  }

  @Test
  void bug45AForeignPageIsTurnedAwayAtTheUpgradeCookiesOrNot() {
    String cookies = cookies(token("u1", LONG), session);
    for (String origin : List.of("https://evil.example", "null", "http://127.0.0.1.evil.example")) {
      assertThatThrownBy(() -> new PlainClient(one.port(), "Cookie", cookies, "Origin", origin))
          .as(origin)
          .hasStackTraceContaining("403");
    }
    String own = "http://127.0.0.1:" + one.port();
    try (PlainClient page = new PlainClient(one.port(), "Cookie", cookies, "Origin", own)) {
      page.next("connected");
    }
  }

  /// The session that the 101 sets is the connection's own already: no second page load.
  @Test
  void bug50TheMintedSessionHoldsForTheFirstConnection() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), one.port())) {
      socket.setSoTimeout(5_000);
      String request =
          "GET /ws HTTP/1.1\r\nHost: 127.0.0.1:"
              + one.port()
              + "\r\nUpgrade: websocket\r\n"
              + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
              + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String answer = until(socket.getInputStream(), "serverTimeMs");
      Optional<String> set =
          first(
              answer,
              "Set-Cookie: session_id=([^;]+); Path=/; Max-Age=1800; HttpOnly; SameSite=Strict");
      assertThat(set).isPresent();
      assertThat(first(answer, "\"session\":\"([^\"]+)\"")).isEqualTo(set);
    }
  }

  private static String until(InputStream in, String end) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int b = in.read(); b >= 0 && text.indexOf(end) < 0; b = in.read()) {
      text.append((char) b);
    }
    return text.toString();
  }

  private static Optional<String> first(String text, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
