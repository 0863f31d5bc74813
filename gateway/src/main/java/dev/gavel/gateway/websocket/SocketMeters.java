package dev.gavel.gateway.websocket;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;

/// What the listener counts. No label names a room, a user or an address.
final class SocketMeters {
  private final MeterRegistry registry;
  private final AtomicInteger connections;
  private final AtomicInteger webSockets;
  private final Counter messagesIn;
  private final Counter messagesOut;
  private final Counter bytesIn;
  private final Counter bytesOut;
  private final Counter writes;

  SocketMeters(MeterRegistry registry) {
    this.registry = registry;
    connections = gauge("gavel.tcp.connections");
    webSockets = gauge("gavel.websockets");
    messagesIn = registry.counter("gavel.websocket.messages.in");
    messagesOut = registry.counter("gavel.websocket.messages.out");
    bytesIn = registry.counter("gavel.websocket.in.bytes");
    bytesOut = registry.counter("gavel.websocket.out.bytes");
    writes = registry.counter("gavel.websocket.writes");
  }

  private AtomicInteger gauge(String name) {
    AtomicInteger value = new AtomicInteger();
    registry.gauge(name, value);
    return value;
  }

  void connectionOpened() {
    connections.incrementAndGet();
  }

  void connectionEnded() {
    connections.decrementAndGet();
  }

  /// @param outcome `accepted`, or the status of a refusal
  void handshake(String outcome) {
    registry.counter("gavel.websocket.handshakes", "outcome", outcome).increment();
  }

  void webSocketOpened() {
    webSockets.incrementAndGet();
  }

  void webSocketGone(String cause) {
    webSockets.decrementAndGet();
    registry.counter("gavel.websocket.closes", "cause", cause).increment();
  }

  void turnedAway(String reason) {
    registry.counter("gavel.tcp.turned.away", "reason", reason).increment();
  }

  void received(int bytes) {
    bytesIn.increment(bytes);
  }

  void messageReceived() {
    messagesIn.increment();
  }

  void messagesQueued(int count) {
    messagesOut.increment(count);
  }

  void written(int bytes) {
    writes.increment();
    bytesOut.increment(bytes);
  }
}
