package dev.gavel.bids.work;

import dev.gavel.bids.home.Decided;
import dev.gavel.model.Answer;
import dev.gavel.model.Decision;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// What the worker counts (README: "Metrics"). No label holds an id. Threads share it.
public final class WorkerMeters {
  private static final Duration SHORTEST = Duration.ofNanos(100_000);
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final double LARGEST_BATCH = 10_000;

  /// The labels of a decision.
  private record Kind(String op, String status, String code) {}

  private final MeterRegistry registry;
  private final Timer decide;
  private final Timer published;
  private final DistributionSummary batchCommands;
  private final Map<CommitStage, Timer> stages = new EnumMap<>(CommitStage.class);
  private final Map<Kind, Counter> decisions = new ConcurrentHashMap<>();
  private final Counter duplicates;
  private final Counter unreadable;
  private final Counter dropped;
  private final AtomicLong lag = new AtomicLong();
  private final AtomicLong backlog = new AtomicLong();
  private final AtomicLong oldestMs = new AtomicLong();
  private final AtomicLong paused = new AtomicLong();
  private final AtomicLong partitions = new AtomicLong();
  private final AtomicLong open = new AtomicLong();
  private final AtomicLong asleep = new AtomicLong();

  public WorkerMeters(MeterRegistry registry, Condition condition) {
    this.registry = registry;
    decide = timer("gavel_decide_seconds", "Deciding one batch", "", "");
    published = timer("gavel_append_to_published_seconds", "From the log to viewers", "", "");
    batchCommands =
        DistributionSummary.builder("gavel_batch_commands")
            .description("Commands decided and committed as one batch")
            .publishPercentileHistogram()
            .minimumExpectedValue(1.0)
            .maximumExpectedValue(LARGEST_BATCH)
            .register(registry);
    for (CommitStage stage : CommitStage.values()) {
      stages.put(
          stage, timer("gavel_commit_seconds", "One stage of a batch", "stage", label(stage)));
    }
    duplicates = registry.counter("gavel_duplicates_suppressed_total");
    unreadable = registry.counter("gavel_unreadable_total");
    dropped = registry.counter("gavel_redis_publish_dropped_total");
    gauge("gavel_worker_lag_records", lag);
    gauge("gavel_backlog_records", backlog);
    Gauge.builder("gavel_backlog_oldest_seconds", oldestMs, ms -> ms.get() / 1_000.0)
        .register(registry);
    gauge("gavel_paused_partitions", paused);
    gauge("gavel_partitions", partitions);
    Gauge.builder("gavel_rooms", open, AtomicLong::get).tag("state", "open").register(registry);
    Gauge.builder("gavel_rooms", asleep, AtomicLong::get).tag("state", "asleep").register(registry);
    Gauge.builder("gavel_halted_partitions", condition, Condition::haltedPartitions)
        .register(registry);
    Gauge.builder("gavel_ready", condition, c -> c.notReady().isEmpty() ? 1 : 0).register(registry);
  }

  private void gauge(String name, AtomicLong value) {
    Gauge.builder(name, value, AtomicLong::get).register(registry);
  }

  private static String label(CommitStage stage) {
    return switch (stage) {
      case CHECK_TOPIC -> "topic";
      case STORE_PAGES -> "pages";
      case STORE_HEADS -> "heads";
      case PUBLISH_UPDATES -> "redis";
      case APPEND_RESULTS -> "results";
      case APPEND_CASCADES -> "cascades";
    };
  }

  private Timer timer(String name, String says, String label, String value) {
    Timer.Builder timer =
        Timer.builder(name)
            .description(says)
            .publishPercentileHistogram()
            .minimumExpectedValue(SHORTEST)
            .maximumExpectedValue(LONGEST);
    return label.isEmpty() ? timer.register(registry) : timer.tag(label, value).register(registry);
  }

  void decided(PartitionBatch batch, long nanos) {
    decide.record(nanos, TimeUnit.NANOSECONDS);
    batchCommands.record(batch.decided().size());
    unreadable.increment(batch.slice().skipped().size());
    int again = 0;
    Map<Kind, Integer> kinds = new HashMap<>();
    for (Decided one : batch.decided()) {
      Decision decision = one.decision();
      again += decision.duplicate() ? 1 : 0;
      kinds.merge(
          new Kind(decision.op(), status(decision.answer()), code(decision.answer())),
          1,
          Integer::sum);
    }
    duplicates.increment(again);
    kinds.forEach((kind, count) -> decisions.computeIfAbsent(kind, this::counter).increment(count));
  }

  private Counter counter(Kind kind) {
    return registry.counter(
        "gavel_decisions_total", "op", kind.op(), "status", kind.status(), "code", kind.code());
  }

  private static String code(Answer answer) {
    return answer instanceof Answer.Refused refused ? refused.code().name() : "";
  }

  private static String status(Answer answer) {
    return switch (answer) {
      case Answer.Leading _ -> "leading";
      case Answer.OutbidAtOnce _ -> "outbid";
      case Answer.MaximumSet _ -> "maximum";
      case Answer.MaximumUnchanged _ -> "unchanged";
      case Answer.Done _ -> "done";
      case Answer.Ticked _ -> "ticked";
      case Answer.Refused _ -> "refused";
    };
  }

  void carriedOut(CommitStage stage, PartitionBatch batch, long nanos, long nowMs) {
    Timer timer = stages.get(stage);
    if (timer != null) {
      timer.record(nanos, TimeUnit.NANOSECONDS);
    }
    if (stage == CommitStage.PUBLISH_UPDATES) {
      for (Decided one : batch.decided()) {
        published.record(Math.max(0, nowMs - one.appendedAtMs()), TimeUnit.MILLISECONDS);
      }
    }
  }

  /// A message did not get through Redis.
  public void dropped() {
    dropped.increment();
  }

  /// How the worker looks after a turn.
  ///
  /// @param notPolled records that the broker has beyond what was polled
  void looks(long notPolled, OwnedPartitions owned, long nowMs) {
    long waiting = owned.backlog();
    lag.set(notPolled + waiting);
    backlog.set(waiting);
    oldestMs.set(
        owned.oldestAppendedAtMs().stream()
            .map(at -> Math.max(0, nowMs - at))
            .findFirst()
            .orElse(0));
    paused.set(owned.full().size());
    partitions.set(owned.all().size());
    open.set(owned.roomsAwake());
    asleep.set(owned.roomsAsleep());
  }
}
