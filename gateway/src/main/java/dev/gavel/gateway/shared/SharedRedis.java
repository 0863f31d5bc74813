package dev.gavel.gateway.shared;

import dev.gavel.runtime.address.RedisAddress;
import dev.gavel.runtime.address.RedisLimits;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Function;

/// Redis, for what gateways share. May be away, at the start too: then every question is answered
/// with nothing, at once.
public final class SharedRedis implements AutoCloseable {
  /// Longest wait for an answer. Once it was waited for in vain, nobody waits for [#REST].
  public static final Duration ANSWER_LIMIT = Duration.ofMillis(750);

  static final Duration REST = Duration.ofSeconds(1);

  /// Commands that Redis has not answered; one more is not sent.
  static final int MAX_UNANSWERED = 20_000;

  private final RedisServers servers;
  private final Line<StatefulConnection<String, String>> commands;
  private volatile long restUntilNs = System.nanoTime();

  private SharedRedis(RedisURI uri) {
    this.servers = new RedisServers(uri, new RedisLimits(MAX_UNANSWERED, ANSWER_LIMIT).options());
    this.commands = line();
  }

  /// Returns at once; connects in the background for as long as it takes.
  ///
  /// @throws IllegalArgumentException when `uri` is none
  public static SharedRedis open(String uri) {
    return new SharedRedis(RedisAddress.of(uri));
  }

  private Line<StatefulConnection<String, String>> line() {
    return new Line<>(() -> CompletableFuture.completedStage(servers.connect()), _ -> {});
  }

  /// Sends a command and waits for its answer: empty when Redis is away or slow, or has no answer.
  /// Must not be called by a thread of the Redis client.
  public <T> Optional<T> ask(
      Function<RedisClusterAsyncCommands<String, String>, CompletionStage<T>> command) {
    Optional<CompletionStage<T>> sent = send(command);
    if (sent.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(
          sent.get()
              .toCompletableFuture()
              .get(ANSWER_LIMIT.toMillis() + 50, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException | TimeoutException e) {
      return Optional.empty();
    }
  }

  /// Sends a command; empty when Redis is away. Nobody needs to look at the answer.
  public <T> Optional<CompletionStage<T>> send(
      Function<RedisClusterAsyncCommands<String, String>, CompletionStage<T>> command) {
    if (!answers()) {
      return Optional.empty();
    }
    try {
      return commands.now().map(open -> watched(command.apply(RedisServers.async(open))));
    } catch (RedisException rejected) {
      return Optional.empty();
    }
  }

  private <T> CompletionStage<T> watched(CompletionStage<T> answer) {
    return answer.whenComplete((_, wrong) -> {
      if (wrong instanceof io.lettuce.core.RedisCommandTimeoutException) {
        restUntilNs = System.nanoTime() + REST.toNanos();
      }
    });
  }

  /// Whether Redis is there, as far as we know.
  public boolean answers() {
    return commands.now().isPresent() && System.nanoTime() - restUntilNs >= 0;
  }

  /// A subscriber of its own connection. Subscriptions survive breaks; what was published meanwhile
  /// is lost.
  ///
  /// @param heard told channel and message, by a thread of the client: must not block
  public Subscriptions subscriptions(BiConsumer<String, String> heard) {
    return new Subscriptions(first ->
        new Line<StatefulRedisPubSubConnection<String, String>>(
            () -> CompletableFuture.completedStage(servers.connectPubSub(StringCodec.UTF8)),
            made -> {
              made.addListener(
                  new RedisPubSubAdapter<>() {
                    @Override
                    public void message(String channel, String message) {
                      heard.accept(channel, message);
                    }
                  });
              first.accept(made);
            }));
  }

  /// A connection of one's own, for commands that block.
  public OwnLine ownLine() {
    return new OwnLine(line());
  }

  @Override
  public void close() {
    commands.close();
    servers.close();
  }
}
