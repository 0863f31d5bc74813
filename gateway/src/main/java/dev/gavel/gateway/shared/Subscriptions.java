package dev.gavel.gateway.shared;

import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;

/// Channels that are listened to. What is wanted while Redis is away is subscribed to when it
/// comes.
public final class Subscriptions implements AutoCloseable {
  private final Set<String> wanted = ConcurrentHashMap.newKeySet();
  private final Line<StatefulRedisPubSubConnection<String, String>> line;

  Subscriptions(
      Function<
              Consumer<StatefulRedisPubSubConnection<String, String>>,
              Line<StatefulRedisPubSubConnection<String, String>>>
          connect) {
    this.line = connect.apply(this::all);
  }

  private void all(StatefulRedisPubSubConnection<String, String> made) {
    if (!wanted.isEmpty()) {
      var _ = made.async().subscribe(wanted.toArray(String[]::new));
    }
  }

  /// Listens to `channel` from now on.
  public void add(String channel) {
    if (wanted.add(channel)) {
      quietly(open -> open.async().subscribe(channel));
    }
  }

  /// Listens to `channel` no more.
  public void remove(String channel) {
    if (wanted.remove(channel)) {
      quietly(open -> open.async().unsubscribe(channel));
    }
  }

  /// Asks for every channel again: a connection that was made meanwhile, or broke while a channel
  /// was asked for, would miss it. Harmless where it was heard.
  public void repeat() {
    if (!wanted.isEmpty()) {
      quietly(open -> open.async().subscribe(wanted.toArray(String[]::new)));
    }
  }

  private void quietly(
      Function<StatefulRedisPubSubConnection<String, String>, RedisFuture<Void>> step) {
    try {
      var _ = line.now().map(step);
    } catch (RedisException rejected) {
      // Away: the next repeat asks again.
    }
  }

  @Override
  public void close() {
    line.close();
    line.now().ifPresent(StatefulRedisPubSubConnection::close);
  }
}
