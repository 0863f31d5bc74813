package dev.gavel.gateway.socketio;

import dev.gavel.gateway.engineio.Outgoing;
import dev.gavel.gateway.peer.Broadcast;
import dev.gavel.gateway.peer.PeerEvents;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.OptionalLong;
import java.util.function.Function;

/// A namespace that exists, and how its broadcasts are encoded: once each, whoever receives them.
final class Namespace {
  /// Which encoding of a broadcast it is: the same for every server of this process.
  private record FrameFormat(String namespace) {}

  private final String name;
  private final PeerEvents events;
  private final PacketWriter writer;
  private final FrameFormat format;
  private final Function<Broadcast, Outgoing> encode;

  Namespace(String name, PeerEvents events, MeterRegistry registry) {
    this.name = name;
    this.events = events;
    this.writer = new PacketWriter(name);
    this.format = new FrameFormat(name);
    Counter encoded = registry.counter("gavel_fanout_encode_total", "protocol", "socket.io");
    this.encode =
        broadcast -> {
          encoded.increment();
          return writer.event(broadcast.event(), broadcast.arguments(), OptionalLong.empty());
        };
  }

  String name() {
    return name;
  }

  PeerEvents events() {
    return events;
  }

  PacketWriter writer() {
    return writer;
  }

  Outgoing encoded(Broadcast broadcast) {
    return broadcast.encodedFor(format, encode);
  }
}
