package dev.gavel.gateway.plain;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Collection;

/// What the plain protocol counts. No label names a room, a user or an address.
final class PlainMeters {
  private static final Tags PLAIN = Tags.of("protocol", "plain");

  private final MeterRegistry registry;
  private final Counter encodings;
  private final Counter unreadable;

  PlainMeters(MeterRegistry registry, Collection<?> connections) {
    this.registry = registry;
    registry.gaugeCollectionSize("gavel_plain_connections", Tags.empty(), connections);
    encodings = registry.counter("gavel_fanout_encode_total", PLAIN);
    unreadable = registry.counter("gavel_unreadable_frames_total", PLAIN);
  }

  /// A broadcast was encoded: once, however many receive it.
  void encoded() {
    encodings.increment();
  }

  void unreadable() {
    unreadable.increment();
  }

  /// @param outcome `accepted`, or a code of refusal
  void connected(String outcome) {
    registry.counter("gavel_plain_connects_total", "outcome", outcome).increment();
  }

  /// The server's own closes; the clients' are counted by the socket layer.
  void closed(PlainClose close) {
    registry
        .counter("gavel_plain_closes_total", "code", Integer.toString(close.code()))
        .increment();
  }
}
