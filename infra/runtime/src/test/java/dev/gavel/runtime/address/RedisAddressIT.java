package dev.gavel.runtime.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.gavel.backends.RedisProcess;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A password that changes under a connection that stands, by a real Redis.
class RedisAddressIT {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir private Path folder;

  @Test
  void aReconnectTakesThePasswordThatTheFileHasByThen() throws IOException {
    Path file = folder.resolve("password");
    Files.writeString(file, "first\n");
    try (RedisProcess redis = RedisProcess.start(folder.resolve("redis"));
        RedisClient admin = RedisClient.create(redis.uri());
        StatefulRedisConnection<String, String> own = admin.connect()) {
      RedisCommands<String, String> server = own.sync();
      server.configSet("requirepass", "first");
      RedisURI uri = RedisAddress.of(redis.uri() + "?passwordFile=" + file);
      try (RedisClient client = client(uri);
          StatefulRedisConnection<String, String> connection = client.connect()) {
        assertThat(connection.sync().set("a", "1")).isEqualTo("OK");

        server.configSet("requirepass", "second");
        assertThat(connection.sync().get("a")).as("who stands is not asked").isEqualTo("1");

        // The file is late: what reconnects meanwhile is turned away, and tries again.
        server.clientKill(io.lettuce.core.KillArgs.Builder.typeNormal().skipme(true));
        assertThatThrownBy(() -> client.connect().close())
            .isInstanceOf(io.lettuce.core.RedisException.class);
        Files.writeString(file, "second\nfirst\n");
        await()
            .atMost(LIMIT)
            .ignoreExceptions()
            .until(() -> "1".equals(connection.sync().get("a")));
      }
    }
  }

  private static RedisClient client(RedisURI uri) {
    RedisClient client = RedisClient.create(uri);
    client.setOptions(
        ClientOptions.builder()
            .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
            .timeoutOptions(TimeoutOptions.enabled(Duration.ofSeconds(2)))
            .build());
    return client;
  }
}
