package dev.gavel.gateway.api;

import dev.gavel.gateway.shared.SharedRedis;
import dev.gavel.gateway.store.ViewAway;
import io.lettuce.core.SetArgs;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/// Reads of items, kept in Redis (작품 캐싱) for all gateways.
///
/// Every key carries a generation, and a change of any item begins the next one: what a slow reader
/// still writes then belongs to the old one and is never read. Redis may forget all of it, and when
/// it is away items are read from where they are.
final class ItemCache {
  private static final String GENERATION = "gavel:items:generation";

  /// What was changed by others than the gateways shows after this at the latest.
  private static final long KEPT_S = 60;

  /// Longer than this is not worth the wait.
  private static final long WAIT_MS = 150;

  /// Reads what is not kept.
  @FunctionalInterface
  interface Source {
    Optional<String> read() throws ViewAway;
  }

  private final SharedRedis redis;
  private final MeterRegistry meters;

  ItemCache(SharedRedis redis, MeterRegistry meters) {
    this.redis = redis;
    this.meters = meters;
  }

  Optional<String> read(String what, Source source) throws ViewAway {
    Optional<String> generation = got(redis -> redis.get(GENERATION), "0");
    if (generation.isEmpty()) {
      count("away");
      return source.read();
    }
    String key = "gavel:items:" + generation.get() + ":" + what;
    Optional<String> kept = got(redis -> redis.get(key), "").filter(text -> !text.isEmpty());
    if (kept.isPresent()) {
      count("hit");
      return kept;
    }
    count("miss");
    Optional<String> read = source.read();
    read.ifPresent(text -> got(redis -> redis.set(key, text, SetArgs.Builder.ex(KEPT_S)), ""));
    return read;
  }

  /// An item has changed: from here on nobody reads what was kept.
  void changed() {
    got(redis -> redis.incr(GENERATION), 0L);
  }

  /// What Redis says, `otherwise` when it has nothing; empty when it is away.
  private <T> Optional<T> got(
      Function<RedisClusterAsyncCommands<String, String>, CompletionStage<T>> command,
      T otherwise) {
    Optional<CompletionStage<T>> asked = redis.send(command);
    if (asked.isEmpty()) {
      return Optional.empty();
    }
    try {
      T answer = asked.get().toCompletableFuture().get(WAIT_MS, TimeUnit.MILLISECONDS);
      return Optional.of(answer == null ? otherwise : answer);
    } catch (ExecutionException | TimeoutException away) {
      return Optional.empty();
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private void count(String result) {
    meters.counter("gavel_item_cache_total", "result", result).increment();
  }
}
