package dev.gavel.gateway.recovery;

import dev.gavel.gateway.shared.SharedRedis;
import dev.gavel.gateway.shared.Subscriptions;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/// Connections in Redis: a hash each, with an end, changed by one script. Who is taken over is said
/// in one channel that every gateway hears; the connection's own gateway knows the name.
final class RedisRecoveryStore implements RecoveryStore {
  private static final String PREFIX = "gavel:recovery:";
  private static final String TAKEN_OVER = "gavel:recovery";
  private static final String SCRIPT = script();

  private final SharedRedis redis;
  private final Subscriptions channel;
  private volatile Consumer<String> listener = _ -> {};

  RedisRecoveryStore(SharedRedis redis) {
    this.redis = redis;
    this.channel = redis.subscriptions((_, holder) -> listener.accept(holder));
  }

  private static String script() {
    try (InputStream in = RedisRecoveryStore.class.getResourceAsStream("recovery.lua")) {
      return new String(
          Objects.requireNonNull(in, "recovery.lua").readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String key(String pid) {
    return PREFIX + pid;
  }

  @Override
  public void keep(String pid, Kept kept, Duration life) {
    String lifeMs = Long.toString(life.toMillis());
    var _ =
        redis.send(commands ->
            step(commands, pid, "keep", kept.subject(), kept.holder(), kept.json(), lifeMs));
  }

  /// By its text, not its hash: nobody waits for the answer, so nobody could say it again after a
  /// restart of Redis.
  private static CompletionStage<List<String>> step(
      RedisClusterAsyncCommands<String, String> commands, String pid, String... arguments) {
    return commands.eval(SCRIPT, ScriptOutputType.MULTI, new String[] {key(pid)}, arguments);
  }

  @Override
  public void renew(Collection<String> pids, Duration life) {
    pids.forEach(pid -> {
      var _ = redis.send(commands -> commands.pexpire(key(pid), life.toMillis()));
    });
  }

  @Override
  public Optional<Kept> claim(String pid, String subject, String holder) {
    Optional<Kept> kept =
        redis
            .ask(commands -> step(commands, pid, "claim", subject, holder))
            .filter(found -> found.size() == 2)
            .flatMap(found -> Kept.of(subject, found.getFirst(), found.getLast()));
    kept.filter(had -> !had.ended()).map(Kept::holder).ifPresent(this::tell);
    return kept;
  }

  private void tell(String holder) {
    var _ = redis.send(commands -> commands.publish(TAKEN_OVER, holder));
  }

  @Override
  public void forget(String pid, String holder) {
    var _ = redis.send(commands -> step(commands, pid, "forget", "", holder));
  }

  @Override
  public void listen(Consumer<String> takenOver) {
    listener = takenOver;
    channel.add(TAKEN_OVER);
  }

  @Override
  public void close() {
    channel.close();
  }
}
