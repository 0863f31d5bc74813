package dev.gavel.gateway.hub;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/// What the floor counts. No label names a room or a user.
final class FloorMeters {
  /// Bounds of the histogram of updates that go out together.
  private static final double[] TOGETHER = {1, 2, 4, 8, 16, 32, PendingUpdates.MOST};

  private final MeterRegistry registry;
  private final Counter encoded;
  private final Counter deliveries;
  private final Counter duplicates;
  private final Counter gaps;
  private final Counter snapshots;
  private final DistributionSummary together;
  private final Timer fanout;
  private final Timer lag;

  FloorMeters(MeterRegistry registry) {
    this.registry = registry;
    encoded = registry.counter("gavel_fanout_audiences_total");
    deliveries = registry.counter("gavel_fanout_deliveries_total");
    duplicates = registry.counter("gavel_duplicates_suppressed_total");
    gaps = registry.counter("gavel_gap_detected_total");
    snapshots = registry.counter("gavel_snapshot_serialized_total");
    together =
        DistributionSummary.builder("gavel_fanout_together")
            .serviceLevelObjectives(TOGETHER)
            .register(registry);
    fanout = registry.timer("gavel_fanout_duration");
    lag = registry.timer("gavel_notify_lag");
  }

  /// @param updates that went out together
  /// @param variants of them that were made
  /// @param delivered updates, over all members
  void toldAll(int updates, int variants, int delivered, long nanos) {
    together.record(updates);
    encoded.increment(variants);
    deliveries.increment(delivered);
    fanout.record(Duration.ofNanos(nanos));
  }

  /// What all newcomers are shown of the newest updates has been written out.
  void snapshotSerialized() {
    snapshots.increment();
  }

  /// From the log's time to the viewers' queues.
  void lag(long ms) {
    lag.record(Duration.ofMillis(Math.max(0, ms)));
  }

  void duplicate() {
    duplicates.increment();
  }

  void gap() {
    gaps.increment();
  }

  /// @param result `recovered`, `snapshot` or `fresh`
  void joined(String result) {
    registry.counter("gavel_recover_total", "result", result).increment();
  }

  void limited(String scope) {
    registry.counter("gavel_ratelimited_total", "scope", scope).increment();
  }

  void rejected(String reason) {
    registry.counter("gavel_connects_rejected_total", "reason", reason).increment();
  }

  MeterRegistry registry() {
    return registry;
  }
}
