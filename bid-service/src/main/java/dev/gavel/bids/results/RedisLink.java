package dev.gavel.bids.results;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.resource.ClientResources;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/// One connection to Redis, be it one server or a cluster: asks which, and connects accordingly.
///
/// In a cluster a plain PUBLISH goes to every node. SPUBLISH stays on the channel's shard (Redis
/// 7), and a room's channel has its window's hash tag, so both are on one node, in order.
final class RedisLink implements AutoCloseable {
  private static final RedisCodec<String, byte[]> CODEC =
      RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);
  private static final Duration LOOK_AROUND_EVERY = Duration.ofSeconds(30);
  private static final int OPEN_TRIES = 40;
  private static final Duration OPEN_PAUSE = Duration.ofMillis(50);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(1);

  private final StatefulConnection<String, byte[]> connection;
  private final RedisClusterAsyncCommands<String, byte[]> commands;
  private final boolean sharded;

  private RedisLink(
      StatefulConnection<String, byte[]> connection,
      RedisClusterAsyncCommands<String, byte[]> commands,
      boolean sharded) {
    this.connection = connection;
    this.commands = commands;
    this.sharded = sharded;
    connection.setAutoFlushCommands(false);
  }

  /// What links are made with.
  static final class Maker implements AutoCloseable {
    private final ClientResources resources = ClientResources.create();
    private final RedisURI uri;
    private final ClientOptions options;
    private final RedisClient client;
    private volatile boolean closed;

    Maker(RedisURI uri, ClientOptions options) {
      this.uri = uri;
      this.options = options;
      this.client = RedisClient.create(resources, uri);
      client.setOptions(options);
    }

    /// Connects once.
    ///
    /// @throws io.lettuce.core.RedisException when Redis is away
    RedisLink connect() {
      StatefulRedisConnection<String, byte[]> one = client.connect(CODEC);
      if (!one.sync().info("cluster").contains("cluster_enabled:1")) {
        return new RedisLink(one, one.async(), false);
      }
      one.close();
      RedisClusterClient cluster = RedisClusterClient.create(resources, List.of(uri));
      cluster.setOptions(
          ClusterClientOptions.builder(options)
              .topologyRefreshOptions(
                  ClusterTopologyRefreshOptions.builder()
                      .enablePeriodicRefresh(LOOK_AROUND_EVERY)
                      .build())
              .build());
      try {
        StatefulRedisClusterConnection<String, byte[]> all = cluster.connect(CODEC);
        all.getPartitions().stream()
            .filter(node -> !node.getSlots().isEmpty())
            .forEach(node -> open(all, node));
        return new RedisLink(all, all.async(), true);
      } catch (RuntimeException away) {
        cluster.shutdown(0, 0, TimeUnit.MILLISECONDS);
        throw away;
      }
    }

    /// The client opens a node's connection with the first command to it, and refuses what comes
    /// before it stands: asks each node something until it answers.
    private static void open(
        StatefulRedisClusterConnection<String, byte[]> all, RedisClusterNode node) {
      String key =
          IntStream.range(0, Integer.MAX_VALUE)
              .mapToObj(i -> "any" + i)
              .filter(any -> node.hasSlot(SlotHash.getSlot(any)))
              .findFirst()
              .orElseThrow();
      for (int left = OPEN_TRIES; ; left--) {
        try {
          all.sync().exists(key);
          return;
        } catch (io.lettuce.core.RedisException notYet) {
          if (left == 0) {
            throw notYet;
          }
          LockSupport.parkNanos(OPEN_PAUSE.toNanos());
        }
      }
    }

    boolean closed() {
      return closed;
    }

    @Override
    public void close() {
      closed = true;
      client.shutdown(0, CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
      var _ = resources.shutdown(0, CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  RedisClusterAsyncCommands<String, byte[]> commands() {
    return commands;
  }

  /// Tells a channel with the next [#flush], by its shard where there are shards.
  RedisFuture<Long> publish(String channel, byte[] message) {
    return sharded ? commands.spublish(channel, message) : commands.publish(channel, message);
  }

  /// Writes out what was sent since the last time: until then nothing of it leaves. What other
  /// threads sent goes along.
  void flush() {
    connection.flushCommands();
  }

  /// Tells of lost and renewed connections.
  void listen(RedisConnectionStateListener listener) {
    connection.addListener(listener);
  }

  boolean isOpen() {
    return connection.isOpen();
  }

  @Override
  public void close() {
    connection.close();
  }
}
