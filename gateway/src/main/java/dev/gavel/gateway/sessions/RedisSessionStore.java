package dev.gavel.gateway.sessions;

import dev.gavel.gateway.shared.OwnLine;
import dev.gavel.gateway.shared.SharedRedis;
import dev.gavel.model.Names;
import io.lettuce.core.RedisException;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XAddArgs;
import io.lettuce.core.XReadArgs;
import io.lettuce.core.XReadArgs.StreamOffset;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sessions in Redis: a hash each, and one stream of logouts that every gateway reads from where it
/// stopped. A stream, not a channel: who was cut off for a while reads on and misses nothing, and
/// who starts anew learns which tokens were taken back.
public final class RedisSessionStore implements SessionStore {
  private static final Logger LOG = LoggerFactory.getLogger(RedisSessionStore.class);

  static final String LOGOUTS = "gavel:logouts";

  /// Logouts in store; beyond these the oldest are forgotten, and their tokens live to their end.
  static final int MAX_LOGOUTS = 100_000;

  /// Above the longest life of a token.
  static final Duration LOGOUTS_LIFE = Duration.ofDays(2);

  /// Logouts that wait for Redis to come back; beyond these the oldest are told to no other
  /// gateway.
  static final int MAX_WAITING = 10_000;

  static final Duration READ_AGAIN = Duration.ofMillis(500);
  private static final int BATCH = 500;

  private final SharedRedis redis;
  private final OwnLine line;
  private final Queue<Logout> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile @Nullable Thread reading;

  public RedisSessionStore(SharedRedis redis) {
    this.redis = redis;
    this.line = redis.ownLine();
  }

  @Override
  public void keep(String session, String user) {
    String key = Names.sessionKey(session);
    var _ = redis.send(commands -> commands.hset(key, "user", user));
    var _ = redis.send(commands -> commands.expire(key, Sessions.SESSION_LIFE));
  }

  @Override
  public void announce(Logout logout) {
    if (!append(logout)) {
      if (waiting.size() >= MAX_WAITING) {
        waiting.poll();
      }
      waiting.add(logout);
    }
  }

  private boolean append(Logout logout) {
    XAddArgs capped = XAddArgs.Builder.maxlen(MAX_LOGOUTS).approximateTrimming();
    Optional<String> place = redis.ask(commands -> commands.xadd(LOGOUTS, capped, logout.fields()));
    if (place.isPresent()) {
      var _ = redis.send(commands -> commands.expire(LOGOUTS, LOGOUTS_LIFE));
    }
    return place.isPresent();
  }

  @Override
  public void listen(Consumer<Logout> heard) {
    reading = Thread.ofVirtual().name("logouts").start(() -> readAll(heard));
  }

  private void readAll(Consumer<Logout> heard) {
    String after = "0";
    while (!closed.get()) {
      Optional<RedisClusterCommands<String, String>> commands = line.commands();
      if (commands.isPresent()) {
        tellWaiting();
        after = read(commands.get(), after, heard);
      } else {
        pause();
      }
    }
  }

  /// Waits for the next logouts; answers where to read on.
  @SuppressWarnings("unchecked") // the client takes an array of its generic type
  private String read(
      RedisClusterCommands<String, String> commands, String after, Consumer<Logout> heard) {
    try {
      List<StreamMessage<String, String>> messages =
          commands.xread(
              XReadArgs.Builder.block(READ_AGAIN).count(BATCH), StreamOffset.from(LOGOUTS, after));
      for (StreamMessage<String, String> message : messages) {
        Logout.of(message.getBody()).ifPresent(heard);
      }
      return messages.isEmpty() ? after : messages.getLast().getId();
    } catch (RedisException away) {
      pause();
      return after;
    } catch (RuntimeException e) { // a bug of ours; the next logouts are heard all the same
      LOG.error("a logout was not handled", e);
      pause();
      return after;
    }
  }

  private void tellWaiting() {
    for (Logout next = waiting.peek(); next != null && append(next); next = waiting.peek()) {
      waiting.poll();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(READ_AGAIN);
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.set(true);
    Thread reader = reading;
    if (reader != null) {
      reader.interrupt();
    }
    line.close();
  }
}
