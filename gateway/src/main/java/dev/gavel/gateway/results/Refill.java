package dev.gavel.gateway.results;

import dev.gavel.model.RoomUpdate;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// Asks one past after the other, the cheapest first.
public final class Refill {
  private final SequencedMap<String, Past> pasts;
  private final MeterRegistry meters;

  /// @param pasts by name (a metric's label), in the order in which they are asked
  public Refill(SequencedMap<String, Past> pasts, MeterRegistry meters) {
    this.pasts = new LinkedHashMap<>(pasts);
    this.meters = meters;
  }

  /// What was missed behind `last`, up to at least `upTo`; empty when nobody has it whole.
  public Optional<List<RoomUpdate>> missed(Past.Known last, long upTo) {
    for (Map.Entry<String, Past> past : pasts.entrySet()) {
      Optional<List<RoomUpdate>> run = past.getValue().after(last);
      if (run.isPresent() && last.sequence() + run.get().size() >= upTo) {
        meters.counter("gavel_gap_refilled_total", "source", past.getKey()).increment();
        return run;
      }
    }
    return Optional.empty();
  }
}
