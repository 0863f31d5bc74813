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
  private final Heard heard;
  private final ScheduledExecutorService timer;
  private final RedisFeed redis;
  private final ResultsFollower follower;

  /// @param topic the results topic
  /// @param timer runs short things later
  public ResultsIn(
      String gateway,
      String redisUri,
      ResultsTopic topic,
      Heard heard,
      ScheduledExecutorService timer,
      MeterRegistry meters) {
    this.heard = heard;
    this.timer = timer;
    this.follower = new ResultsFollower(topic, heard, System::currentTimeMillis);
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
    this.redis = new RedisFeed(redisUri, gateway, new Channels(gateway, heard, meters), watch);
    meters.gauge("gavel_redis_subscribed", this, in -> in.redis.isUp() ? 1 : 0);
    meters.gauge("gavel_results_followed", this, in -> in.follower.active() ? 1 : 0);
    meters.gauge("gavel_subscriptions", rooms, Set::size);
  }

  /// Begins to listen.
  public ResultsIn start() {
    redis.start();
    return this;
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
