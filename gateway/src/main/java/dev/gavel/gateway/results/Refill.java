package dev.gavel.gateway.results;

import dev.gavel.model.RoomUpdate;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Asks one past after the other, the cheapest first.
public final class Refill {
  private final Map<String, Past> pasts;
  private final MeterRegistry meters;

  /// @param pasts by name (a metric's label), in the order in which they are asked
  public Refill(java.util.SequencedMap<String, Past> pasts, MeterRegistry meters) {
    this.pasts = java.util.Collections.unmodifiableSequencedMap(new java.util.LinkedHashMap<>(pasts));
    this.meters = meters;
  }

  /// What was missed behind `last`, up to at least `upTo`; empty when nobody has it whole.
  public Optional<List<RoomUpdate>> missed(Past.Known last, long upTo) {
    for (Map.Entry<String, Past> past : pasts.entrySet()) {
      List<RoomUpdate> run = past.getValue().after(last);
      long reached = run.isEmpty() ? last.sequence() : run.getLast().sequence();
      if (reached >= upTo) {
        meters.counter("gavel_gap_refilled_total", "source", past.getKey()).increment();
        return Optional.of(run);
      }
    }
    return Optional.empty();
  }
}
