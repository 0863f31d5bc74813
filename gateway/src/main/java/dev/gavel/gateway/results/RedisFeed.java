package dev.gavel.gateway.results;

import dev.gavel.gateway.shared.RedisServers;
import dev.gavel.model.Names;
import dev.gavel.runtime.address.RedisAddress;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Subscriptions in Redis: one connection, kept by ourselves. A thread connects, subscribes to
/// everything that is wanted, and begins again whenever the connection is lost. Lettuce's own
/// reconnect is off: it would subscribe again without a word about what was missed.
final class RedisFeed implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RedisFeed.class);

  /// Between two tries to connect.
  static final Duration EVERY = Duration.ofMillis(250);

  /// Between two looks at a connection.
  static final Duration LOOK_EVERY = Duration.ofMillis(500);

  /// A command or a connect that takes longer has failed.
  static final Duration LIMIT = Duration.ofSeconds(2);

  private static final RedisCodec<String, byte[]> CODEC =
      RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);

  /// Told when the connection is there and everything wanted is subscribed, and when it is lost.
  interface Watch {
    void up();

    void down();
  }

  private final RedisServers servers;
  private final AtomicBoolean lost = new AtomicBoolean();
  private final String gatewayChannel;
  private final RedisPubSubAdapter<String, byte[]> listener;
  private final Watch watch;
  private final Set<String> rooms = ConcurrentHashMap.newKeySet();
  private final Thread keeping;
  private volatile @Nullable StatefulRedisPubSubConnection<String, byte[]> connection;

  RedisFeed(String uri, String gateway, Channels channels, Watch watch) {
    RedisURI address = RedisAddress.of(uri);
    address.setTimeout(LIMIT);
    this.servers =
        new RedisServers(
            address,
            ClientOptions.builder()
                .autoReconnect(false)
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .build(),
            () -> lost.set(true));
    this.listener =
        new RedisPubSubAdapter<>() {
          @Override
          public void message(String channel, byte[] message) {
            channels.message(channel, message);
          }

          @Override
          public void smessage(String channel, byte[] message) {
            channels.message(channel, message);
          }
        };
    this.gatewayChannel = Names.gatewayChannel(gateway);
    this.watch = watch;
    this.keeping = Thread.ofVirtual().name("redis-feed").unstarted(this::keep);
  }

  void start() {
    keeping.start();
  }

  /// Subscribes. Completes when Redis has said so, or at once when there is no connection: the next
  /// one subscribes to it.
  CompletableFuture<Void> follow(String room) {
    rooms.add(room);
    var now = connection;
    if (now == null) {
      return CompletableFuture.completedFuture(null);
    }
    return quietly(
        CompletableFuture.allOf(
            updates(now, List.of(Names.roomChannel(room))),
            now.async().subscribe(Said.channel(room)).toCompletableFuture()));
  }

  void leave(String room) {
    rooms.remove(room);
    var now = connection;
    if (now != null) {
      String channel = Names.roomChannel(room);
      var _ =
          quietly(
              CompletableFuture.allOf(
                  (servers.sharded()
                          ? now.async().sunsubscribe(channel)
                          : now.async().unsubscribe(channel))
                      .toCompletableFuture(),
                  now.async().unsubscribe(Said.channel(room)).toCompletableFuture()));
    }
  }

  /// Workers tell these by SPUBLISH where channels belong to shards; one command a channel there,
  /// because two may be on different ones.
  private CompletableFuture<Void> updates(
      StatefulRedisPubSubConnection<String, byte[]> open, List<String> channels) {
    if (!servers.sharded()) {
      return open.async().subscribe(channels.toArray(String[]::new)).toCompletableFuture();
    }
    return CompletableFuture.allOf(
        channels.stream()
            .map(channel -> open.async().ssubscribe(channel).toCompletableFuture())
            .toArray(CompletableFuture[]::new));
  }

  private static CompletableFuture<Void> quietly(CompletableFuture<Void> sent) {
    return sent.orTimeout(LIMIT.toMillis(), TimeUnit.MILLISECONDS)
        .exceptionally(failed -> {
          // The connection is on its way down, and the next one subscribes to everything.
          LOG.debug("not subscribed", failed);
          return null;
        });
  }

  private void keep() {
    boolean told = false;
    while (!Thread.currentThread().isInterrupted()) {
      boolean was = keepOne();
      told = told && !was;
      if (!told && !Thread.currentThread().isInterrupted()) {
        LOG.warn("Redis: not connected");
        watch.down();
        told = true;
      }
      pause();
    }
  }

  /// One connection's life; false when it never came to be.
  private boolean keepOne() {
    boolean up = false;
    lost.set(false);
    try (var fresh = servers.connectPubSub(CODEC)) {
      fresh.addListener(listener);
      subscribeAll(fresh);
      connection = fresh;
      // Whoever wanted a room between the two lines above is subscribed here.
      subscribeAll(fresh);
      LOG.info("Redis: subscribed to {} rooms", rooms.size());
      watch.up();
      up = true;
      while (fresh.isOpen() && !lost.get()) {
        Thread.sleep(LOOK_EVERY);
        fresh.sync().ping();
      }
    } catch (RedisException | ExecutionException | TimeoutException away) {
      LOG.debug("no Redis", away);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      connection = null;
    }
    return up;
  }

  private static void pause() {
    try {
      Thread.sleep(EVERY);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void subscribeAll(StatefulRedisPubSubConnection<String, byte[]> fresh)
      throws InterruptedException, ExecutionException, TimeoutException {
    List<String> updates = new ArrayList<>(List.of(gatewayChannel));
    List<String> said = new ArrayList<>();
    for (String room : rooms) {
      updates.add(Names.roomChannel(room));
      said.add(Said.channel(room));
    }
    updates(fresh, updates).get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    if (!said.isEmpty()) {
      fresh
          .async()
          .subscribe(said.toArray(String[]::new))
          .get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  boolean isUp() {
    var now = connection;
    return now != null && now.isOpen();
  }

  @Override
  public void close() {
    keeping.interrupt();
    servers.close();
  }
}
