package dev.gavel.gateway.shared;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionStateAdapter;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.ClientResources;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The client of Redis, be it one server or a cluster: the first connection asks which.
///
/// Both kinds of connection have the commands of [RedisClusterAsyncCommands]; nothing here may use
/// more than those, nor name keys of two slots in one command.
public final class RedisServers implements AutoCloseable {
  private static final Duration LOOK_AROUND_EVERY = Duration.ofSeconds(30);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(1);

  private final ClientResources resources = ClientResources.create();
  private final RedisURI uri;
  private final ClientOptions options;
  private final RedisClient one;
  private final Runnable lost;
  private @Nullable RedisClusterClient many;
  private volatile boolean sharded;

  public RedisServers(RedisURI uri, ClientOptions options) {
    this(uri, options, () -> {});
  }

  /// Connects nothing yet.
  ///
  /// @param lost run when a subscribed connection to a node of a cluster is lost
  public RedisServers(RedisURI uri, ClientOptions options, Runnable lost) {
    this.uri = uri;
    this.options = options;
    this.lost = lost;
    this.one = RedisClient.create(resources, uri);
    one.setOptions(options);
  }

  /// Connects, and waits for it.
  ///
  /// @throws io.lettuce.core.RedisException when Redis is away
  StatefulConnection<String, String> connect() {
    RedisClusterClient cluster = cluster();
    return cluster == null ? one.connect(StringCodec.UTF8) : cluster.connect(StringCodec.UTF8);
  }

  /// Connects for subscriptions, and waits for it.
  ///
  /// @throws io.lettuce.core.RedisException when Redis is away
  public <V> StatefulRedisPubSubConnection<String, V> connectPubSub(RedisCodec<String, V> codec) {
    RedisClusterClient cluster = cluster();
    return cluster == null ? one.connectPubSub(codec) : cluster.connectPubSub(codec);
  }

  /// Whether channels belong to shards here (SSUBSCRIBE, Redis 7); known once connected.
  public boolean sharded() {
    return sharded;
  }

  private synchronized @Nullable RedisClusterClient cluster() {
    if (many != null) {
      return many;
    }
    try (StatefulRedisConnection<String, String> probe = one.connect(StringCodec.UTF8)) {
      if (!probe.sync().info("cluster").contains("cluster_enabled:1")) {
        return null;
      }
    }
    RedisClusterClient made = RedisClusterClient.create(resources, List.of(uri));
    made.setOptions(clusterOptions());
    made.addListener(
        new RedisConnectionStateAdapter() {
          @Override
          public void onRedisDisconnected(RedisChannelHandler<?, ?> connection) {
            // Others come and go with every look around the cluster.
            if (connection instanceof StatefulRedisPubSubConnection<?, ?>) {
              lost.run();
            }
          }
        });
    many = made;
    sharded = true;
    return made;
  }

  /// A node's connection is made with the first command to it, which must not be refused for that.
  /// Every command has a time limit, so what waits for a node that is away is given up soon.
  private ClusterClientOptions clusterOptions() {
    return ClusterClientOptions.builder(options)
        .disconnectedBehavior(ClientOptions.DisconnectedBehavior.ACCEPT_COMMANDS)
        .topologyRefreshOptions(
            ClusterTopologyRefreshOptions.builder()
                .enablePeriodicRefresh(LOOK_AROUND_EVERY)
                .build())
        .build();
  }

  static RedisClusterAsyncCommands<String, String> async(
      StatefulConnection<String, String> connection) {
    return connection instanceof StatefulRedisClusterConnection<String, String> all
        ? all.async()
        : ((StatefulRedisConnection<String, String>) connection).async();
  }

  static RedisClusterCommands<String, String> sync(StatefulConnection<String, String> connection) {
    return connection instanceof StatefulRedisClusterConnection<String, String> all
        ? all.sync()
        : ((StatefulRedisConnection<String, String>) connection).sync();
  }

  @Override
  public void close() {
    one.shutdown(0, CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    synchronized (this) {
      if (many != null) {
        many.shutdown(0, CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
      }
    }
    var _ = resources.shutdown(0, CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
  }
}
