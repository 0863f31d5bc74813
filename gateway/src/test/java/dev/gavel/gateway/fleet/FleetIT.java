package dev.gavel.gateway.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.gavel.backends.Backends;
import dev.gavel.backends.BackendsExtension;
import dev.gavel.gateway.shared.SharedRedis;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(BackendsExtension.class)
class FleetIT {
  private final String uri;
  private final String run = UUID.randomUUID().toString().substring(0, 8);
  private final List<AutoCloseable> open = new ArrayList<>();

  FleetIT(Backends backends) {
    this.uri = backends.redisUri();
  }

  private SharedRedis redis() {
    SharedRedis redis = SharedRedis.open(uri);
    open.addFirst(redis);
    await().until(redis::answers);
    return redis;
  }

  private Fleet join(SharedRedis redis, String name, int port) {
    Fleet fleet = Fleet.join(redis, name + run, URI.create("http://10.0.0.1:" + port));
    open.addFirst(fleet);
    return fleet;
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable part : open) {
      part.close();
    }
  }

  @Test
  void gatewaysFindOneAnotherAndLeaveAtOnce() {
    Fleet a = join(redis(), "a", 1);
    Fleet b = join(redis(), "b", 2);
    assertThat(b.addressOf("a" + run)).contains(URI.create("http://10.0.0.1:1"));
    await().until(() -> a.addressOf("b" + run).isPresent());
    assertThat(a.addressOf("nobody" + run)).isEmpty();
    b.close();
    await().atMost(Duration.ofSeconds(3)).until(() -> a.addressOf("b" + run).isEmpty());
  }

  @Test
  void theDeadVanishWithinTenSeconds() {
    Fleet a = join(redis(), "a", 1);
    SharedRedis doomed = redis();
    join(doomed, "b", 2);
    await().until(() -> a.addressOf("b" + run).isPresent());
    doomed.close();
    await().atMost(Duration.ofSeconds(10)).until(() -> a.addressOf("b" + run).isEmpty());
  }

  @Test
  void aNameThatIsTakenIsRefusedWithAClearWord() {
    join(redis(), "a", 1);
    SharedRedis second = redis();
    assertThatThrownBy(() -> join(second, "a", 2))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("another gateway named \"a" + run + "\" runs at http://10.0.0.1:1")
        .hasMessageContaining("gateway.name");
  }

  @Test
  void aGatewayThatWasKilledComesBackUnderItsName() {
    SharedRedis doomed = redis();
    join(doomed, "a", 1);
    doomed.close();
    Fleet again = join(redis(), "a", 3);
    assertThat(again.addressOf("a" + run)).contains(URI.create("http://10.0.0.1:3"));
  }

  @Test
  void aGatewayStartsWithoutRedis() {
    SharedRedis away = SharedRedis.open("redis://127.0.0.1:1");
    open.addFirst(away);
    assertThat(join(away, "a", 1).addressOf("b")).isEmpty();
  }

  @Test
  void whoListensEverywhereIsReachedByItsHost() {
    assertThat(Fleet.reachable("127.0.0.1", 3000)).isEqualTo(URI.create("http://127.0.0.1:3000"));
    assertThat(Fleet.reachable("0.0.0.0", 3000).getHost()).isNotEqualTo("0.0.0.0");
  }
}
