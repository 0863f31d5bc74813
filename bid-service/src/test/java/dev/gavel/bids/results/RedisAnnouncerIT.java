package dev.gavel.bids.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gavel.backends.Backends;
import dev.gavel.backends.BackendsExtension;
import dev.gavel.backends.Ports;
import dev.gavel.model.Codec;
import dev.gavel.model.Decision;
import dev.gavel.model.DecisionCodec;
import dev.gavel.model.Names;
import dev.gavel.model.RoomUpdate;
import dev.gavel.model.UpdateCodec;
import io.lettuce.core.RedisClient;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(BackendsExtension.class)
class RedisAnnouncerIT extends AnnouncerContract {
  private final Backends backends;
  private final RedisClient redis;
  private final List<RoomUpdate> told = new CopyOnWriteArrayList<>();
  private final List<Decision> answers = new CopyOnWriteArrayList<>();

  RedisAnnouncerIT(Backends backends) {
    this.backends = backends;
    this.redis = RedisClient.create(backends.redisUri());
  }

  @AfterEach
  void closeClient() {
    redis.shutdown();
  }

  @Override
  Announcer announcer(String room, String gateway) {
    var listening = redis.connectPubSub();
    listening.addListener(
        new RedisPubSubAdapter<>() {
          @Override
          public void message(String channel, String message) {
            byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
            if (channel.equals(Names.roomChannel(room))) {
              told.add(value(new UpdateCodec().read(bytes)));
            } else {
              answers.add(value(new DecisionCodec().read(bytes)));
            }
          }
        });
    listening.sync().subscribe(Names.roomChannel(room), Names.gatewayChannel(gateway));
    RedisAnnouncer announcer = RedisAnnouncer.open(backends.redisUri(), () -> {});
    await().atMost(LIMIT).until(announcer::connected);
    return announcer;
  }

  @Override
  List<RoomUpdate> told(String room) {
    return told;
  }

  @Override
  List<RoomUpdate> window(String room) {
    try (var connection = redis.connect()) {
      return connection.sync().lrange(Names.windowKey(room), 0, -1).stream()
          .map(text -> value(new UpdateCodec().read(text.getBytes(StandardCharsets.UTF_8))))
          .toList();
    }
  }

  @Override
  List<Decision> answers(String gateway) {
    return answers;
  }

  private static <T> T value(Codec.Read<T> read) {
    return switch (read) {
      case Codec.Read.Value<T>(T value) -> value;
      case Codec.Read.Bad<T>(var why) -> throw new AssertionError(why);
    };
  }

  @Test
  void withoutRedisItDropsCountsAndDoesNotWait() throws Exception {
    AtomicInteger dropped = new AtomicInteger();
    String nobody = "redis://127.0.0.1:" + Ports.free();
    try (Announcer announcer = RedisAnnouncer.open(nobody, dropped::incrementAndGet)) {
      announcer.announce(EncodedDecision.all(Decisions.room("nobody", 0, 9, "gateway")));
      assertThat(announcer.connected()).isFalse();
      // Ten updates, each for the window and for the channel, and ten answers.
      assertThat(dropped).hasValue(30);
    }
  }

  @Test
  void aWindowIsForgottenAfterADay() throws Exception {
    try (Announcer announcer = announcer("ttl", "gateway-ttl");
        var connection = redis.connect()) {
      announcer.announce(EncodedDecision.all(Decisions.room("ttl", 0, 1, "gateway-ttl")));
      await().atMost(LIMIT).until(() -> answers.size() == 2);
      assertThat(connection.sync().ttl(Names.windowKey("ttl")))
          .isBetween(80_000L, RedisAnnouncer.WINDOW_LIFE.toSeconds());
    }
  }
}
