package dev.gavel.gateway.plain;

import dev.gavel.gateway.peer.Broadcast;
import dev.gavel.gateway.peer.BroadcastBatch;
import dev.gavel.gateway.peer.Door;
import dev.gavel.gateway.peer.Handshake;
import dev.gavel.gateway.peer.PeerEvents;
import dev.gavel.gateway.websocket.Admission;
import dev.gavel.gateway.websocket.Frames;
import dev.gavel.gateway.websocket.WebSocketEndpoint;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// The plain protocol's endpoint, for `/ws`.
public final class PlainEndpoint implements WebSocketEndpoint, AutoCloseable {
  /// 120 bits: ids are public, and must not meet those of other gateways.
  private static final int ID_BYTES = 15;

  private final Door door;
  private final PeerEvents events;
  private final PlainLimits limits;
  private final PlainFrames frames;
  private final PlainMeters meters;
  private final SecureRandom random = new SecureRandom();
  private final Set<PlainConnection> connections = ConcurrentHashMap.newKeySet();
  private volatile boolean draining;

  /// @param door asked at every handshake
  /// @param events told what clients do
  /// @param limits what a connection may take
  /// @param meters where connections and frames are counted
  public PlainEndpoint(Door door, PeerEvents events, PlainLimits limits, MeterRegistry meters) {
    this.door = door;
    this.events = events;
    this.limits = limits;
    this.frames = new PlainFrames(limits);
    this.meters = new PlainMeters(meters, connections);
  }

  @Override
  public Admission accept(Handshake handshake) {
    if (draining) {
      return refused(503, "DRAINING", "this gateway stops");
    }
    if (connections.size() >= limits.maxSockets()) {
      return refused(503, "TOO_MANY_SOCKETS", "too many connections");
    }
    return switch (door.enter(handshake)) {
      case Door.Entry.TurnedAway away -> refused(away.status(), away.code(), away.message());
      case Door.Entry.Admitted in ->
          new Admission.Accepted(
              new PlainConnection(newId(), handshake, in.identity(), this), in.setCookies());
    };
  }

  private Admission refused(int status, String code, String message) {
    meters.connected(code);
    return new Admission.Refused(status, code, message);
  }

  private String newId() {
    byte[] bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().encodeToString(bytes);
  }

  /// Asks every client to come back elsewhere, in random order and evenly spread over `spreadMs`;
  /// new ones are turned away at once. Returns when all were asked.
  public void drain(long spreadMs) {
    draining = true;
    List<PlainConnection> all = new ArrayList<>(connections);
    Collections.shuffle(all);
    long began = System.nanoTime();
    for (int i = 0; i < all.size(); i++) {
      long due = began + TimeUnit.MILLISECONDS.toNanos(spreadMs) * i / all.size();
      LockSupport.parkNanos(due - System.nanoTime());
      all.get(i).closeTransport("DRAINING");
    }
  }

  @Override
  public void close() {
    drain(0);
  }

  void came(PlainConnection connection) {
    connections.add(connection);
    if (draining) { // raised while this one was at the door
      connection.closeTransport("DRAINING");
    }
  }

  void went(PlainConnection connection) {
    connections.remove(connection);
  }

  byte[] encode(Broadcast broadcast) {
    meters.encoded();
    return PlainFrames.event(broadcast);
  }

  /// The parts' frames, one behind the other.
  byte[] encode(BroadcastBatch batch) {
    return Frames.together(
        batch.parts().stream()
            .map(part -> part.<byte[]>encodedFor(PlainFrames.FORMAT, this::encode))
            .toList());
  }

  PeerEvents events() {
    return events;
  }

  PlainLimits limits() {
    return limits;
  }

  PlainFrames frames() {
    return frames;
  }

  PlainMeters meters() {
    return meters;
  }
}
