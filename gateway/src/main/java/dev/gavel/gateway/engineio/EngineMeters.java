package dev.gavel.gateway.engineio;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/// What the sessions count. No label names a session, a user or an address.
final class EngineMeters {

  enum Transport {
    POLLING,
    WEBSOCKET;

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private record Traffic(AtomicInteger open, Counter in, Counter out, Counter connects) {}

  private final MeterRegistry registry;
  private final Map<Transport, Traffic> traffic = new EnumMap<>(Transport.class);
  private final Counter upgrades;

  EngineMeters(MeterRegistry registry) {
    this.registry = registry;
    for (Transport transport : Transport.values()) {
      String label = transport.label();
      AtomicInteger open = new AtomicInteger();
      registry.gauge("gavel_connections", List.of(Tag.of("transport", label)), open);
      traffic.put(
          transport,
          new Traffic(
              open,
              registry.counter("gavel_frames_in_total", "transport", label),
              registry.counter("gavel_frames_out_total", "transport", label),
              registry.counter("gavel_connects_total", "transport", label, "outcome", "accepted")));
    }
    upgrades = registry.counter("gavel_upgrades_total");
  }

  private Traffic of(Transport transport) {
    return Objects.requireNonNull(traffic.get(transport));
  }

  void opened(Transport transport) {
    of(transport).open.incrementAndGet();
    of(transport).connects.increment();
  }

  /// @param outcome `version`, `door`, `full` or `draining`
  void refused(Transport transport, String outcome) {
    registry
        .counter("gavel_connects_total", "transport", transport.label(), "outcome", outcome)
        .increment();
  }

  void upgraded() {
    of(Transport.POLLING).open.decrementAndGet();
    of(Transport.WEBSOCKET).open.incrementAndGet();
    upgrades.increment();
  }

  void closed(Transport transport, String cause) {
    of(transport).open.decrementAndGet();
    registry.counter("gavel_closes_total", "code", cause).increment();
  }

  void in(Transport transport) {
    of(transport).in.increment();
  }

  void out(Transport transport, int packets) {
    of(transport).out.increment(packets);
  }

  void forwarded(String outcome) {
    registry.counter("gavel_forwarded_total", "outcome", outcome).increment();
  }
}
