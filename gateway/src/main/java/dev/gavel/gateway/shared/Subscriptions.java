package dev.gavel.gateway.shared;

import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;

/// Channels that are listened to. What is wanted while Redis is away is subscribed to when it
/// comes.
public final class Subscriptions implements AutoCloseable {
  /// What could not be asked for is asked for again after this.
  static final Duration AGAIN = Duration.ofMillis(500);

  private final Set<String> wanted = ConcurrentHashMap.newKeySet();
  private final AtomicInteger failed = new AtomicInteger();
  private volatile boolean closed;
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
    if (!asked(step) && failed.getAndIncrement() == 0) {
      Thread.ofVirtual().name("subscribe again").start(this::again);
    }
  }

  private boolean asked(
      Function<StatefulRedisPubSubConnection<String, String>, RedisFuture<Void>> step) {
    try {
      return line.now().map(step).isPresent();
    } catch (RedisException rejected) {
      return false;
    }
  }

  /// Asks for everything until it could be, and once more for what failed meanwhile.
  private void again() {
    try {
      for (int before = failed.get(); !closed; before = failed.get()) {
        Thread.sleep(AGAIN);
        boolean all =
            wanted.isEmpty()
                || asked(open -> open.async().subscribe(wanted.toArray(String[]::new)));
        if (all && failed.compareAndSet(before, 0)) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed = true;
    line.close();
    line.now().ifPresent(StatefulRedisPubSubConnection::close);
  }
}
