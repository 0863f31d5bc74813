package dev.gavel.gateway.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gavel.gateway.auth.TokenId;
import dev.gavel.gateway.peer.Identity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What sessions do, whichever store gateways share.
abstract class SessionsContract {
  private static final long LONG_MS = 3_600_000;

  final String session = UUID.randomUUID().toString();
  private final List<Sessions> gateways = new ArrayList<>();

  /// A store of its own for each gateway.
  abstract SessionStore store();

  /// Who the store says a session is; empty when it does not know.
  abstract Optional<String> userOf(String sessionId);

  Sessions gateway() {
    Sessions gateway = new Sessions(store());
    gateways.add(gateway);
    return gateway;
  }

  @AfterEach
  void close() {
    gateways.forEach(Sessions::close);
  }

  /// A gateway stops: somebody who was still on the way in is nobody's fault.
  @Test
  void whoComesAfterTheEndIsLetInAndWaitedForNoMore() {
    Sessions gateway = gateway();
    gateway.close();
    SeenPeer peer = opened(gateway, SeenPeer.known("u1", session, "t1", LONG_MS));
    assertThat(peer.told).isEmpty();
    gateway.gone(peer);
    assertThat(gateway.waitedFor()).isZero();
  }

  private static SeenPeer opened(Sessions gateway, SeenPeer peer) {
    gateway.opened(peer);
    return peer;
  }

  @Test
  void logoutEndsTheSessionsConnectionsOnEveryGatewayWithinTwoSeconds() {
    Sessions here = gateway();
    Sessions there = gateway();
    SeenPeer near = opened(here, SeenPeer.known("u1", session, "t1", LONG_MS));
    SeenPeer far = opened(there, SeenPeer.known("u1", session, "t1", LONG_MS));
    SeenPeer other = opened(there, SeenPeer.known("u1", session + "x", "t2", LONG_MS));

    here.logout(near.identity(), near.handshake());

    await()
        .atMost(Duration.ofSeconds(2))
        .untilAsserted(() -> {
          assertThat(near.told).contains("closed TOKEN_REVOKED");
          assertThat(far.told).contains("closed TOKEN_REVOKED");
        });
    assertThat(other.told).isEmpty();
  }

  @Test
  void aTokenThatWasTakenBackOpensNoDoorOnAnyGatewayNotEvenOneThatStartsLater() {
    String token = "token of " + session;
    Sessions here = gateway();
    Sessions there = gateway();
    SeenPeer peer = SeenPeer.known("u1", session, token, LONG_MS);

    here.logout(peer.identity(), peer.handshake());

    assertThat(here.revoked(TokenId.of(token))).isTrue();
    await().atMost(Duration.ofSeconds(2)).until(() -> there.revoked(TokenId.of(token)));
    Sessions later = gateway();
    await().atMost(Duration.ofSeconds(2)).until(() -> later.revoked(TokenId.of(token)));
    assertThat(there.revoked(TokenId.of("another token"))).isFalse();
    SeenPeer overtaking = opened(there, SeenPeer.known("u1", session, token, LONG_MS));
    assertThat(overtaking.told).contains("closed TOKEN_REVOKED");
  }

  @Test
  void whoLogsInAgainInTheSameBrowserStays() {
    Sessions here = gateway();
    Sessions there = gateway();
    SeenPeer before = opened(here, SeenPeer.known("u1", session, "old", LONG_MS));
    here.logout(before.identity(), SeenPeer.came("old", System.currentTimeMillis() - 5));
    await().until(() -> there.revoked(TokenId.of("old")));
    SeenPeer again = opened(there, SeenPeer.known("u1", session, "new", LONG_MS));
    SeenPeer marker = opened(there, SeenPeer.known("u9", session + "m", "m", LONG_MS));
    here.logout(marker.identity(), marker.handshake());
    await().until(() -> marker.told.contains("closed TOKEN_REVOKED"));
    assertThat(again.told).isEmpty();
  }

  /// The session id of another grants nothing, so it takes nothing either.
  @Test
  void bug35ASessionThatSomebodyElseChoseLogsNobodyOut() {
    Sessions here = gateway();
    SeenPeer victim = opened(here, SeenPeer.known("victim", session, "t1", LONG_MS));
    SeenPeer attacker = SeenPeer.known("attacker", session, "t2", LONG_MS);
    here.logout(attacker.identity(), attacker.handshake());
    here.logout(new Identity.Spectator(session), attacker.handshake());
    assertThat(victim.told).isEmpty();
    assertThat(here.revoked(TokenId.of("t1"))).isFalse();
  }

  @Test
  void theSessionsKeyNamesItsUser() {
    opened(gateway(), SeenPeer.known("u1", session, "t1", LONG_MS));
    await().untilAsserted(() -> assertThat(userOf(session)).contains("u1"));
  }

  @Test
  void aTokensEndIsToldAMinuteBeforeAndEndsTheConnection() {
    Sessions here = gateway();
    SeenPeer soon = opened(here, SeenPeer.known("u1", session, "t1", 700));
    SeenPeer late = opened(here, SeenPeer.known("u1", session, "t1", LONG_MS));
    await().untilAsserted(() -> assertThat(soon.told).containsExactly("token:expiring"));
    await()
        .atMost(Duration.ofSeconds(3))
        .untilAsserted(
            () -> assertThat(soon.told).containsExactly("token:expiring", "closed TOKEN_EXPIRED"));
    assertThat(late.told).isEmpty();
  }

  /// The original's map grew for ever, and was cleaned by another key than it was filled by.
  @Test
  void bug22And47NothingIsKeptOfWhoIsGone() {
    Sessions here = gateway();
    List<SeenPeer> peers = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      peers.add(opened(here, SeenPeer.known("u" + i, session + i % 10, "t" + i, LONG_MS)));
    }
    assertThat(here.waitedFor()).isEqualTo(100);
    peers.forEach(here::gone);
    assertThat(here.waitedFor()).isZero();
  }

  @Test
  void whoIsGoneIsWaitedForNoMore() {
    Sessions here = gateway();
    SeenPeer gone = opened(here, SeenPeer.known("u1", session, "t1", 400));
    SeenPeer stays = opened(here, SeenPeer.known("u1", session, "t1", 500));
    await().until(() -> gone.told.contains("token:expiring"));
    here.gone(gone);
    await().until(() -> stays.told.contains("closed TOKEN_EXPIRED"));
    here.logout(session);
    assertThat(gone.told).containsExactly("token:expiring");
  }
}
