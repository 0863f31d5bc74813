package dev.gavel.gateway.presence;

import dev.gavel.gateway.shared.SharedRedis;
import dev.gavel.gateway.shared.Subscriptions;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/// Seats in Redis. A script takes them, gives them up, and notices which are over, in one step and
/// by Redis' own clock: gateways' clocks do not matter, and nobody is asked to count.
public final class RedisSeats implements Seats {
  /// Persons of one call to the script.
  static final int BATCH = 500;

  private static final String SCRIPT = script();
  private static final String PREFIX = "gavel:{";
  private static final String CHANNEL = "}:presence";

  private final SharedRedis redis;
  private final String gateway;
  private final PresenceTimes times;
  private final Subscriptions channels;
  private volatile Consumer<Change> listener = _ -> {};

  /// @param gateway this gateway's name
  public RedisSeats(SharedRedis redis, String gateway, PresenceTimes times) {
    this.redis = redis;
    this.gateway = gateway;
    this.times = times;
    this.channels = redis.subscriptions(this::heard);
  }

  private static String script() {
    try (InputStream in = RedisSeats.class.getResourceAsStream("seats.lua")) {
      return new String(
          Objects.requireNonNull(in, "seats.lua").readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Optional<Change> sit(String room, String who) {
    return run("sit", room, List.of(who), times.lifeMs());
  }

  @Override
  public Optional<Change> rise(String room, List<String> who) {
    return inBatches("rise", room, who, times.graceMs());
  }

  @Override
  public Optional<Change> beat(String room, List<String> who) {
    return inBatches("beat", room, who, times.lifeMs());
  }

  private Optional<Change> inBatches(String step, String room, List<String> who, long lifeMs) {
    List<String> joined = new ArrayList<>();
    List<String> left = new ArrayList<>();
    Optional<Change> last = Optional.empty();
    for (int from = 0; from == 0 || from < who.size(); from += BATCH) {
      List<String> some = who.subList(from, Math.min(from + BATCH, who.size()));
      last = run(step, room, some, lifeMs);
      if (last.isEmpty()) {
        return last;
      }
      joined.addAll(last.get().joined());
      left.addAll(last.get().left());
    }
    return last.map(change -> new Change(room, joined, left, change.people()));
  }

  private Optional<Change> run(String step, String room, List<String> who, long lifeMs) {
    String[] keys = {key(room, "seats"), key(room, "counts"), key(room, "named")};
    List<String> arguments = new ArrayList<>(who.size() + 5);
    arguments.add(step);
    arguments.add(gateway);
    arguments.add(Long.toString(lifeMs));
    arguments.add(PREFIX + room + CHANNEL);
    arguments.add(Integer.toString(People.MAX_NAMED));
    arguments.addAll(who);
    String[] values = arguments.toArray(String[]::new);
    // Known to Redis by its hash, except after its restart.
    return redis
        .ask(commands -> byHash(commands, keys, values))
        .or(() -> redis.ask(commands -> whole(commands, keys, values)))
        .flatMap(answer -> change(room, answer));
  }

  private static CompletionStage<String> byHash(
      RedisClusterAsyncCommands<String, String> commands, String[] keys, String[] values) {
    return commands.evalsha(commands.digest(SCRIPT), ScriptOutputType.VALUE, keys, values);
  }

  private static CompletionStage<String> whole(
      RedisClusterAsyncCommands<String, String> commands, String[] keys, String[] values) {
    return commands.eval(SCRIPT, ScriptOutputType.VALUE, keys, values);
  }

  private static String key(String room, String what) {
    return PREFIX + room + "}:" + what;
  }

  private void heard(String channel, String message) {
    if (channel.endsWith(CHANNEL) && !message.startsWith(gateway + "|")) {
      String room = channel.substring(PREFIX.length(), channel.length() - CHANNEL.length());
      change(room, message).ifPresent(listener);
    }
  }

  /// `gateway|count|joined|left|named`, the last three lists of ids, which hold neither space nor
  /// bar.
  private static Optional<Change> change(String room, String message) {
    String[] parts = message.split("\\|", -1);
    if (parts.length != 5) {
      return Optional.empty();
    }
    People people = new People(Long.parseLong(parts[1]), list(parts[4]));
    return Optional.of(new Change(room, list(parts[2]), list(parts[3]), people));
  }

  private static List<String> list(String ids) {
    return ids.isEmpty() ? List.of() : List.of(ids.split(" ", -1));
  }

  @Override
  public void listen(Consumer<Change> heard) {
    listener = heard;
  }

  @Override
  public void watch(String room) {
    channels.add(PREFIX + room + CHANNEL);
  }

  @Override
  public void unwatch(String room) {
    channels.remove(PREFIX + room + CHANNEL);
  }

  @Override
  public void rewatch() {
    channels.repeat();
  }

  @Override
  public void close() {
    channels.close();
  }
}
