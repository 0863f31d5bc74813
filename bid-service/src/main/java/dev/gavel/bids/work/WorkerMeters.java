package dev.gavel.bids.work;

import dev.gavel.bids.home.Decided;
import dev.gavel.model.Answer;
import dev.gavel.model.Decision;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// What the worker counts (README: "Metrics"). No label holds an id.
public final class WorkerMeters {
  private static final Duration SHORTEST = Duration.ofNanos(100_000);
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final MeterRegistry registry;
  private final Timer decide;
  private final Timer published;
  private final Map<Step, Timer> steps = new EnumMap<>(Step.class);
  private final Counter duplicates;
  private final Counter unreadable;
  private final Counter dropped;
  private final AtomicLong lag = new AtomicLong();
  private final AtomicLong partitions = new AtomicLong();
  private final AtomicLong open = new AtomicLong();
  private final AtomicLong asleep = new AtomicLong();

  public WorkerMeters(MeterRegistry registry, Condition condition) {
    this.registry = registry;
    decide = timer("gavel_decide_seconds", "Deciding one batch", "", "");
    published = timer("gavel_append_to_published_seconds", "From the log to viewers", "", "");
    steps.put(Step.STORE_DECISIONS, write("decisions"));
    steps.put(Step.STORE_ROOMS, write("rooms"));
    steps.put(Step.STORE_PLACES, write("places"));
    steps.put(
        Step.APPEND_RESULTS,
        timer("gavel_results_append_seconds", "Appending one batch's results", "", ""));
    duplicates = registry.counter("gavel_duplicates_suppressed_total");
    unreadable = registry.counter("gavel_unreadable_total");
    dropped = registry.counter("gavel_redis_publish_dropped_total");
    Gauge.builder("gavel_worker_lag_records", lag, AtomicLong::get).register(registry);
    Gauge.builder("gavel_partitions", partitions, AtomicLong::get).register(registry);
    Gauge.builder("gavel_rooms", open, AtomicLong::get).tag("state", "open").register(registry);
    Gauge.builder("gavel_rooms", asleep, AtomicLong::get).tag("state", "asleep").register(registry);
    Gauge.builder("gavel_halted_partitions", condition, Condition::haltedPartitions)
        .register(registry);
    Gauge.builder("gavel_ready", condition, c -> c.notReady().isEmpty() ? 1 : 0).register(registry);
  }

  private Timer write(String what) {
    return timer("gavel_view_write_seconds", "Writing one batch to MongoDB", "what", what);
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

  void decided(Batch batch, long nanos) {
    decide.record(nanos, TimeUnit.NANOSECONDS);
    unreadable.increment(batch.skipped().size());
    for (Decided one : batch.decided()) {
      Decision decision = one.decision();
      if (decision.duplicate()) {
        duplicates.increment();
      }
      registry
          .counter(
              "gavel_decisions_total",
              "op",
              decision.op(),
              "status",
              status(decision.answer()),
              "code",
              decision.answer() instanceof Answer.Refused refused ? refused.code().name() : "")
          .increment();
    }
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

  void carriedOut(Step step, Batch batch, long nanos, long nowMs) {
    Timer timer = steps.get(step);
    if (timer != null) {
      timer.record(nanos, TimeUnit.NANOSECONDS);
    }
    if (step == Step.ANNOUNCE) {
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
  void looks(long lagNow, Collection<Seat> seats) {
    lag.set(lagNow);
    partitions.set(seats.size());
    open.set(seats.stream().mapToLong(seat -> seat.home().roomsAwake()).sum());
    asleep.set(seats.stream().mapToLong(seat -> seat.home().roomsAsleep()).sum());
  }
}
