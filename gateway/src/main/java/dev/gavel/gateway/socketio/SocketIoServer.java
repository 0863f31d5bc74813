package dev.gavel.gateway.socketio;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gavel.gateway.engineio.Alarms;
import dev.gavel.gateway.engineio.Cors;
import dev.gavel.gateway.engineio.EngineLimits;
import dev.gavel.gateway.engineio.EngineServer;
import dev.gavel.gateway.engineio.EngineSession;
import dev.gavel.gateway.engineio.Owners;
import dev.gavel.gateway.peer.Door;
import dev.gavel.gateway.peer.PeerEvents;
import dev.gavel.gateway.recovery.Recovery;
import dev.gavel.gateway.websocket.WebSocketEndpoint;
import io.helidon.webserver.http.HttpService;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// A Socket.IO server: one path with polling and WebSocket.
public final class SocketIoServer implements AutoCloseable {
  private static final int ID_BYTES = 15; // 20 characters, as the reference server's
  private static final SecureRandom RANDOM = new SecureRandom();

  private final EngineServer engine;
  private final EngineLimits limits;
  private final Map<String, Namespace> namespaces;
  private final Optional<Recovery> recovery;
  private final Counter events;
  private final Counter connectErrors;

  /// For a gateway that stands alone: requests with another gateway's sid are answered as unknown.
  public SocketIoServer(
      String gatewayName,
      Door door,
      Map<String, PeerEvents> namespaces,
      EngineLimits limits,
      Cors cors,
      MeterRegistry meters) {
    this(
        new EngineServer.Place(gatewayName, Owners.none()),
        door,
        namespaces,
        limits,
        cors,
        Optional.empty(),
        meters);
  }

  /// For one whose broken connections begin anew.
  public SocketIoServer(
      EngineServer.Place place,
      Door door,
      Map<String, PeerEvents> namespaces,
      EngineLimits limits,
      Cors cors,
      MeterRegistry meters) {
    this(place, door, namespaces, limits, cors, Optional.empty(), meters);
  }

  /// @param place this gateway's name, which is the first part of every engine sid, and the others
  /// @param door asked at every handshake
  /// @param namespaces who hears which namespace (`/` is the default one); others are unknown
  /// @param limits heartbeats and sizes
  /// @param cors which pages may poll from elsewhere
  /// @param recovery what lets broken connections go on elsewhere; without it they begin anew
  /// @param meters where sessions and packets are counted
  public SocketIoServer(
      EngineServer.Place place,
      Door door,
      Map<String, PeerEvents> namespaces,
      EngineLimits limits,
      Cors cors,
      Optional<Recovery> recovery,
      MeterRegistry meters) {
    this.limits = limits;
    this.recovery = recovery;
    Map<String, Namespace> byName = new HashMap<>();
    namespaces.forEach((name, heard) -> byName.put(name, new Namespace(name, heard, meters)));
    this.namespaces = Map.copyOf(byName);
    this.events = meters.counter("gavel_events_in_total", "protocol", "socket.io");
    this.connectErrors = meters.counter("gavel_connect_errors_total", "protocol", "socket.io");
    this.engine = new EngineServer(place, door, this::connection, limits, cors, meters);
  }

  private ClientConnection connection(EngineSession session) {
    return new ClientConnection(this, session);
  }

  /// For [dev.gavel.gateway.websocket.SocketServer]'s endpoints, at `/socket.io/`.
  public WebSocketEndpoint webSocket() {
    return engine.webSocket();
  }

  /// Polling, to be registered at `/socket.io`.
  public HttpService polling() {
    return engine.polling();
  }

  /// Polling requests that other gateways pass on, to be registered at
  /// [EngineServer#FORWARDED_PATH] on a port that only gateways reach.
  public HttpService forwarded() {
    return engine.forwarded();
  }

  /// Sessions that are open.
  public int sessions() {
    return engine.sessions();
  }

  /// Closes every session's transport, so that clients come back by themselves, evenly spread over
  /// `spreadMs`. Returns when it is done.
  public void drain(long spreadMs) {
    engine.drain(spreadMs);
  }

  @Override
  public void close() {
    engine.close();
  }

  EngineLimits limits() {
    return limits;
  }

  Alarms alarms() {
    return engine.alarms();
  }

  Optional<Namespace> namespace(String name) {
    return Optional.ofNullable(namespaces.get(name));
  }

  SocketPeer peer(EngineSession session, Namespace namespace, JsonNode auth) {
    return new SocketPeer(session, namespace, new PendingAcks(alarms()), recovery, auth);
  }

  /// A public id.
  static String newId() {
    byte[] id = new byte[ID_BYTES];
    RANDOM.nextBytes(id);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(id);
  }

  void heard() {
    events.increment();
  }

  void refused() {
    connectErrors.increment();
  }
}
