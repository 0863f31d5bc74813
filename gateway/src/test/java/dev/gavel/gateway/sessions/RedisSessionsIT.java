package dev.gavel.gateway.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gavel.backends.Backends;
import dev.gavel.backends.BackendsExtension;
import dev.gavel.backends.RedisProcess;
import dev.gavel.gateway.auth.TokenId;
import dev.gavel.gateway.shared.SharedRedis;
import dev.gavel.model.Names;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(BackendsExtension.class)
class RedisSessionsIT extends SessionsContract {
  private final SharedRedis redis;

  RedisSessionsIT(Backends backends) {
    this.redis = SharedRedis.open(backends.redisUri());
  }

  @BeforeEach
  void connected() {
    await().until(redis::answers);
  }

  @AfterEach
  void disconnect() {
    redis.close();
  }

  @Override
  SessionStore store() {
    return new RedisSessionStore(redis);
  }

  @Override
  Optional<String> userOf(String sessionId) {
    return redis.ask(commands -> commands.hget(Names.sessionKey(sessionId), "user"));
  }

  @Test
  void bug36TheKeyHasALifeThatIsRenewedAndNobodyNeedsIt() {
    Sessions here = gateway();
    here.opened(SeenPeer.known("u1", session, "t1", 3_600_000));
    String key = Names.sessionKey(session);
    await().until(() -> redis.ask(commands -> commands.ttl(key)).orElse(0L) > 1_700);
    // What the original died of: the key is gone while the connection lives.
    redis.ask(commands -> commands.del(key));
    SeenPeer second = SeenPeer.known("u1", session, "t1", 3_600_000);
    here.opened(second);
    await().untilAsserted(() -> assertThat(userOf(session)).contains("u1"));
    assertThat(second.told).isEmpty();
  }

  @Test
  void aLogoutWhileRedisIsAwayIsToldWhenItIsBack(@TempDir Path folder) throws IOException {
    try (RedisProcess own = RedisProcess.start(folder);
        SharedRedis link = SharedRedis.open(own.uri())) {
      await().until(link::answers);
      try (Sessions here = new Sessions(new RedisSessionStore(link));
          Sessions there = new Sessions(new RedisSessionStore(link))) {
        SeenPeer peer = SeenPeer.known("u1", session, "t1", 3_600_000);
        here.opened(peer);
        link.ask(commands -> commands.clientKill(new io.lettuce.core.KillArgs().skipme(false)));
        link.ask(commands -> commands.clientPause(1_500));
        here.logout(peer.identity(), peer.handshake());
        assertThat(peer.told).as("here at once").contains("closed TOKEN_REVOKED");
        await().atMost(Duration.ofSeconds(15)).until(() -> there.revoked(TokenId.of("t1")));
      }
    }
  }
}
