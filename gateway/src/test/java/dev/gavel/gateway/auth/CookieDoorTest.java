package dev.gavel.gateway.auth;

import static dev.gavel.gateway.auth.Handshakes.NOW_MS;
import static dev.gavel.gateway.auth.Handshakes.at;
import static dev.gavel.gateway.auth.Handshakes.socketIo;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gavel.gateway.peer.Door.Entry;
import dev.gavel.gateway.peer.Handshake;
import dev.gavel.gateway.peer.Identity;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CookieDoorTest {
  private static final SecretKeys KEYS =
      new SecretKeys("a secret that is long enough for HS256, at last");
  private static final TokenMint MINT =
      new TokenMint(KEYS, Optional.empty(), Optional.empty(), 600);

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final CookieDoor door =
      new CookieDoor(
          new Origins(Set.of("https://partner.example", "http://localhost:3000")),
          new TokenCheck(KEYS, Optional.empty(), Optional.empty()),
          new Cookies(true),
          meters);

  private static String token(String user) {
    return Cookies.TOKEN + "=" + MINT.issue(user, "bidder", NOW_MS);
  }

  private Entry.Admitted admitted(Handshake handshake) {
    return (Entry.Admitted) door.enter(handshake);
  }

  private String refusal(Handshake handshake) {
    return ((Identity.Refused) admitted(handshake).identity()).code();
  }

  /// The original took the user from the session's store, into which it was still being written.
  @Test
  void bug35And37WhoBidsIsTheTokensSubject() {
    Entry.Admitted entry = admitted(socketIo(token("u1"), "session_id=s1"));
    assertThat(entry.identity())
        .isEqualTo(new Identity.Known("u1", "bidder", "s1", NOW_MS + 600_000));
    assertThat(entry.setCookies()).isEmpty();
  }

  /// The original's 26: the first connection's cookie was undefined.
  @Test
  void bug23And26And50ASessionIsMintedForThisVeryConnection() {
    Entry.Admitted entry = admitted(socketIo(token("u1")));
    String minted = entry.identity().sessionId();
    assertThat(entry.setCookies())
        .containsExactly(
            "session_id=" + minted + "; Path=/; Max-Age=1800; HttpOnly; SameSite=Strict; Secure");
  }

  /// The original wrote one name and read the other.
  @Test
  void bug31BothNamesOfTheSessionCookieAreRead() {
    assertThat(admitted(socketIo("socket_session_id=s2")).identity().sessionId()).isEqualTo("s2");
    assertThat(admitted(socketIo("socket_session_id=s2", "session_id=s1")).identity().sessionId())
        .isEqualTo("s1");
  }

  @Test
  void aSessionThatIsNoIdIsReplaced() {
    Entry.Admitted entry = admitted(socketIo("session_id=a b;c"));
    assertThat(entry.identity().sessionId()).isNotEqualTo("a b;c");
    assertThat(entry.setCookies()).hasSize(1);
  }

  /// A missing cookie crashed the original, at the handshake and at the connection.
  @Test
  void bug25And40WithoutACookieTheOriginalsClientIsRefusedAndOursLooksOn() {
    Identity refused = admitted(socketIo()).identity();
    assertThat(refused)
        .isInstanceOfSatisfying(
            Identity.Refused.class,
            why -> {
              assertThat(why.code()).isEqualTo("TOKEN_MISSING");
              assertThat(why.message()).isEqualTo("연결하려면 유효한 토큰을 제공.");
            });
    assertThat(admitted(at("/ws", Map.of())).identity()).isInstanceOf(Identity.Spectator.class);
  }

  /// The original read a field of a verdict that was null, and the handshake hung for ever.
  @Test
  void bug38BadTokensAreToldApart() {
    String over = Cookies.TOKEN + "=" + MINT.issue("u1", "bidder", NOW_MS - 700_000);
    assertThat(refusal(socketIo(over))).isEqualTo("TOKEN_EXPIRED");
    assertThat(refusal(socketIo("access_token=garbage"))).isEqualTo("TOKEN_INVALID");
    assertThat(meters.counter("gavel_tokens_rejected_total", "reason", "form").count()).isOne();
  }

  @Test
  void aTokenTakenBackIsRefusedWhateverTheSession() {
    String token = MINT.issue("u1", "bidder", NOW_MS);
    CookieDoor later =
        new CookieDoor(
            new Origins(Set.of()),
            new TokenCheck(KEYS, Optional.empty(), Optional.empty()),
            new Cookies(true),
            TokenId.of(token)::equals,
            meters);
    Handshake mine = socketIo(Cookies.TOKEN + "=" + token, "session_id=s1");
    Identity now = ((Entry.Admitted) later.enter(mine)).identity();
    assertThat(now)
        .isInstanceOfSatisfying(
            Identity.Refused.class, why -> assertThat(why.code()).isEqualTo("TOKEN_REVOKED"));
    Identity before = admitted(mine).identity();
    assertThat(later.continues(before, mine)).as("nor may a poll go on").isFalse();
    Handshake bearer = at("/ws", Map.of("authorization", "Bearer " + token));
    assertThat(((Entry.Admitted) later.enter(bearer)).identity())
        .isInstanceOf(Identity.Refused.class);
  }

  @Test
  void twoTokensThatDifferAreRefused() {
    assertThat(refusal(socketIo(token("u1"), token("u2")))).isEqualTo("TOKEN_AMBIGUOUS");
    String same = token("u1");
    assertThat(admitted(socketIo(same, same)).identity()).isInstanceOf(Identity.Known.class);
  }

  @Test
  void programsMayBringABearerToken() {
    String bearer = "Bearer " + MINT.issue("u7", "staff", NOW_MS);
    assertThat(admitted(at("/ws", Map.of("authorization", bearer))).identity())
        .isInstanceOfSatisfying(
            Identity.Known.class, known -> assertThat(known.role()).isEqualTo("staff"));
  }

  /// Nobody looked at Origin in the original. WebSockets know no CORS.
  @ParameterizedTest
  @CsvSource({
    "https://auction.example, true",
    "https://AUCTION.example:443, true",
    "http://auction.example, true",
    "https://partner.example, true",
    "http://localhost:3000, true",
    "http://localhost:3001, false",
    "https://evil.example, false",
    "https://auction.example.evil.example, false",
    "https://auction.example:8443, false",
    "null, false",
    "file://, false",
    "https://auction.example/path, false",
    "not an origin, false",
  })
  void bug45ForeignPagesAreTurnedAwayBeforeAnythingElse(String origin, boolean admitted) {
    Entry entry = door.enter(at("/socket.io/", Map.of("origin", origin), token("u1")));
    if (admitted) {
      assertThat(entry).isInstanceOf(Entry.Admitted.class);
    } else {
      assertThat(entry).isEqualTo(new Entry.TurnedAway(403, "ORIGIN_FOREIGN", "권한 없음."));
    }
  }

  /// TLS ends at the balancer: the gateway is spoken to by http, the page by https.
  @ParameterizedTest
  @CsvSource({
    "https://auction.example, https, true",
    "https://auction.example:443, https, true",
    "https://AUCTION.example, HTTPS, true",
    "https://auction.example, 'https, http', true",
    "http://auction.example, https, false",
    "https://auction.example, http, false",
    "http://auction.example, http, true",
    "https://evil.example, https, false",
    "https://auction.example, javascript, false",
    "https://auction.example, '', true",
    "http://auction.example, '', true",
  })
  void behindAProxyTheOwnHostIsTheOneOfThePublicScheme(
      String origin, String proto, boolean admitted) {
    for (String path : List.of("/socket.io/", "/ws", "/api/session")) {
      Handshake request =
          at(path, Map.of("origin", origin, "x-forwarded-proto", proto), token("u1"));
      assertThat(door.enter(request) instanceof Entry.Admitted).as(path).isEqualTo(admitted);
    }
  }

  @Test
  void withoutAnOriginTheBrowsersOwnWordCounts() {
    assertThat(door.enter(at("/ws", Map.of()))).isInstanceOf(Entry.Admitted.class);
    assertThat(door.enter(at("/ws", Map.of("sec-fetch-site", "same-origin"))))
        .isInstanceOf(Entry.Admitted.class);
    assertThat(door.enter(at("/ws", Map.of("sec-fetch-site", "cross-site"))))
        .isInstanceOf(Entry.TurnedAway.class);
  }

  @Test
  void aStolenSidDoesNotServeAnotherUser() {
    Identity owner = admitted(socketIo(token("u1"), "session_id=s1")).identity();
    String fresh = Cookies.TOKEN + "=" + MINT.issue("u1", "bidder", NOW_MS - 5_000);
    assertThat(door.continues(owner, socketIo(fresh, "session_id=s1"))).isTrue();
    assertThat(door.continues(owner, socketIo(token("u2"), "session_id=s1"))).isFalse();
    assertThat(door.continues(owner, socketIo("session_id=s2"))).isFalse();
    assertThat(door.continues(new Identity.Spectator("s1"), socketIo())).isTrue();
  }

  @Test
  void theTokensCookieIsOutOfAScriptsReach() {
    assertThat(new Cookies(false).token("t", 60))
        .isEqualTo("access_token=t; Path=/; Max-Age=60; HttpOnly; SameSite=Lax");
    assertThat(List.of(new Cookies(true).noToken().split("; "))).contains("Max-Age=0", "Secure");
  }

  /// python-socketio and others send a header with the handshake alone; later requests carry what
  /// the server set.
  @Test
  void aSessionGoesOnByItsOwnCookieWhenTheTokenIsNotSentAgain() {
    Identity.Known known =
        (Identity.Known) admitted(socketIo(token("u1"), "session_id=s1")).identity();

    assertThat(door.continues(known, socketIo("session_id=s1"))).isTrue();
    assertThat(door.continues(known, socketIo(token("u1"), "session_id=other"))).isTrue();
    assertThat(door.continues(known, socketIo("session_id=s2"))).isFalse();
    assertThat(door.continues(known, socketIo())).isFalse();
    assertThat(door.continues(known, socketIo(token("u2"), "session_id=s1"))).isFalse();
    assertThat(door.continues(known, socketIo("access_token=x", "session_id=s1"))).isFalse();
  }
}
