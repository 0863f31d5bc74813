package dev.gavel.gateway.results;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Everything that comes in: by Redis, or while Redis is away by the results topic.
public final class ResultsIn implements Feed, AutoCloseable {
  /// The topic is followed on for this long when Redis is back: the workers come back to it in
  /// their own time, and what they drop meanwhile is heard from the topic.
  static final int OVERLAP_MS = 5_000;

  private final Set<String> rooms = ConcurrentHashMap.newKeySet();
  private volatile Heard heard = Heard.NOBODY;
  private final ScheduledExecutorService timer;
  private final RedisFeed redis;
  private final ResultsFollower follower;

  /// @param topic followed while Redis is away
  /// @param timer runs short things later
  public ResultsIn(
      String gateway,
      String redisUri,
      ResultsTopic topic,
      ScheduledExecutorService timer,
      MeterRegistry meters) {
    this.timer = timer;
    Heard whoever = Heard.whoever(() -> heard);
    this.follower = new ResultsFollower(topic, whoever, System::currentTimeMillis);
    RedisFeed.Watch watch =
        new RedisFeed.Watch() {
          @Override
          public void up() {
            redisIsBack();
          }

          @Override
          public void down() {
            follower.start();
          }
        };
    this.redis = new RedisFeed(redisUri, gateway, new Channels(gateway, whoever, meters), watch);
    meters.gauge("gavel_redis_subscribed", this, in -> in.redis.isUp() ? 1 : 0);
    meters.gauge("gavel_results_followed", this, in -> in.follower.active() ? 1 : 0);
    meters.gauge("gavel_subscriptions", rooms, Set::size);
  }

  /// Begins to listen, for `told`.
  public void start(Heard told) {
    heard = told;
    redis.start();
  }

  private void redisIsBack() {
    rooms.forEach(heard::interrupted);
    var _ =
        timer.schedule(
            () -> {
              if (redis.isUp()) {
                follower.stop();
              }
            },
            OVERLAP_MS,
            TimeUnit.MILLISECONDS);
  }

  @Override
  public CompletableFuture<Void> follow(String room) {
    rooms.add(room);
    return redis.follow(room);
  }

  @Override
  public void leave(String room) {
    rooms.remove(room);
    redis.leave(room);
  }

  @Override
  public boolean listening() {
    return redis.isUp() || follower.active();
  }

  @Override
  public void close() {
    follower.close();
    redis.close();
  }
}
