package dev.gavel.gateway.socketio;

import dev.gavel.gateway.engineio.Outgoing;
import dev.gavel.gateway.peer.Broadcast;
import dev.gavel.gateway.peer.BroadcastBatch;
import dev.gavel.gateway.peer.PeerEvents;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// A namespace that exists, and how its broadcasts are encoded: once each, whoever receives them.
final class Namespace {
  /// Which encoding of a broadcast it is: the same for every server of this process.
  ///
  /// @param offset what it ends in, where connections can be recovered: shared by all who sit in
  ///   the same rooms and keep up
  private record FrameFormat(String namespace, Optional<String> offset) {}

  /// The same for a batch, whose parts each end in an offset; empty where nothing is recovered.
  private record BatchFormat(String namespace, List<String> offsets) {}

  private final String name;
  private final PeerEvents events;
  private final PacketWriter writer;
  private final FrameFormat format;
  private final BatchFormat batchFormat;
  private final Counter encoded;

  Namespace(String name, PeerEvents events, MeterRegistry registry) {
    this.name = name;
    this.events = events;
    this.writer = new PacketWriter(name);
    this.format = new FrameFormat(name, Optional.empty());
    this.batchFormat = new BatchFormat(name, List.of());
    this.encoded = registry.counter("gavel_fanout_encode_total", "protocol", "socket.io");
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

  /// The parts' encodings, joined: these are shared with every other batch that holds them.
  ///
  /// @param offsets one for each part, or none at all
  Outgoing encoded(BroadcastBatch batch, List<String> offsets) {
    return batch.encodedFor(
        offsets.isEmpty() ? batchFormat : new BatchFormat(name, offsets),
        once -> {
          List<Outgoing> parts = new ArrayList<>();
          for (Broadcast part : once.parts()) {
            parts.add(
                encoded(
                    part,
                    offsets.isEmpty() ? Optional.empty() : Optional.of(offsets.get(parts.size()))));
          }
          return Outgoing.together(parts);
        });
  }

  Outgoing encoded(Broadcast broadcast, Optional<String> offset) {
    return broadcast.encodedFor(
        offset.isEmpty() ? format : new FrameFormat(name, offset),
        once -> {
          encoded.increment();
          return writer.event(
              once.event(), PacketWriter.with(once.arguments(), offset), OptionalLong.empty());
        });
  }
}
