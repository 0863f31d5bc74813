package dev.gavel.gateway.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gavel.backends.Backends;
import dev.gavel.backends.BackendsExtension;
import dev.gavel.gateway.shared.SharedRedis;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(BackendsExtension.class)
class RedisRecoveryIT extends RecoveryContract {
  private final SharedRedis redis;

  RedisRecoveryIT(Backends backends) {
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
  RecoveryStore store() {
    return new RedisRecoveryStore(redis);
  }

  @Override
  void pass(String pid, Duration age) {
    String key = RedisRecoveryStore.key(pid);
    long left = redis.ask(commands -> commands.pttl(key)).orElseThrow();
    redis.ask(commands -> commands.pexpire(key, Math.max(1, left - age.toMillis())));
  }

  @Override
  boolean kept(String pid) {
    return redis.ask(commands -> commands.exists(RedisRecoveryStore.key(pid))).orElse(0L) > 0;
  }

  @Test
  void aLivingConnectionIsKeptLongerThanTheWindowAndABrokenOneForIt() {
    try (Recovery gateway = new Recovery(store(), WINDOW)) {
      Lifeline line = new Lifeline(gateway, "kim", () -> {});
      line.lives();
      String key = RedisRecoveryStore.key(line.pid());
      await()
          .untilAsserted(() ->
              assertThat(redis.ask(commands -> commands.pttl(key)).orElse(0L))
                  .isGreaterThan(WINDOW.toMillis()));
      line.ended(false);
      await()
          .untilAsserted(() ->
              assertThat(redis.ask(commands -> commands.pttl(key)).orElse(0L))
                  .isBetween(1L, WINDOW.toMillis()));
    }
  }

  @Test
  void withoutRedisNothingIsKeptAndNothingBreaks() {
    try (SharedRedis away = SharedRedis.open("redis://127.0.0.1:1");
        Recovery gateway = new Recovery(new RedisRecoveryStore(away), WINDOW)) {
      Lifeline line = new Lifeline(gateway, "kim", () -> {});
      line.lives();
      assertThat(line.takeUp("somebody", Optional.empty())).isEmpty();
      assertThat(line.mark(Optional.empty())).isEqualTo("-");
      line.ended(false);
    }
  }
}
