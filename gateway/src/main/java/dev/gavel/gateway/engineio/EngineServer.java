package dev.gavel.gateway.engineio;

import dev.gavel.gateway.engineio.EngineMeters.Transport;
import dev.gavel.gateway.peer.Door;
import dev.gavel.gateway.peer.Handshake;
import dev.gavel.gateway.peer.Identity;
import dev.gavel.gateway.websocket.Admission;
import dev.gavel.gateway.websocket.WebSocketEndpoint;
import dev.gavel.gateway.websocket.WebSocketListener;
import io.helidon.webserver.http.HttpService;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Optional;

/// An Engine.IO 4 server: one path with polling and WebSocket.
public final class EngineServer implements AutoCloseable {
  /// Where one gateway takes what others pass on to it; see [#forwarded()].
  public static final String FORWARDED_PATH = "/internal/socket.io";

  private final Door door;
  private final Alarms alarms;
  private final Sessions sessions;
  private final Forwarder forwarder;
  private final PollingHttp polling;

  /// Who a server is and whom it knows.
  ///
  /// @param gatewayName first part of every sid; letters, digits and `-`
  /// @param owners where other gateways' sessions are
  public record Place(String gatewayName, Owners owners) {}

  /// @param application told every session
  /// @param door asked at every handshake and every later request
  public EngineServer(
      Place place,
      Door door,
      EngineApplication application,
      EngineLimits limits,
      Cors cors,
      MeterRegistry registry) {
    this.door = door;
    this.alarms = new Alarms(place.gatewayName());
    EngineMeters meters = new EngineMeters(registry);
    this.sessions = new Sessions(place.gatewayName(), application, limits, meters, alarms);
    this.forwarder = new Forwarder(place.owners(), limits, meters);
    this.polling = new PollingHttp(sessions, door, cors, forwarder);
  }

  /// Wakes up whoever lives above the sessions, too.
  public Alarms alarms() {
    return alarms;
  }

  /// Sessions that are open.
  public int sessions() {
    return sessions.size();
  }

  /// For polling, at the path without its slash.
  public HttpService polling() {
    return polling;
  }

  /// For other gateways alone, at [#FORWARDED_PATH].
  public HttpService forwarded() {
    return rules -> rules.any("/", polling::handleForwarded);
  }

  /// For the WebSocket, at the same path.
  public WebSocketEndpoint webSocket() {
    return this::accept;
  }

  private Admission accept(Handshake handshake) {
    Optional<String> transport = handshake.queryValue("transport");
    if (!transport.equals(Optional.of("websocket"))) {
      return refused(
          transport.equals(Optional.of("polling"))
              ? EngineError.BAD_REQUEST
              : EngineError.TRANSPORT_UNKNOWN);
    }
    Optional<String> sid = handshake.queryValue("sid");
    if (!handshake.queryValue("EIO").equals(Optional.of("4"))) {
      return refused(sid.isPresent() ? EngineError.BAD_REQUEST : EngineError.VERSION);
    }
    return sid.map(known -> acceptUpgrade(known, handshake)).orElseGet(() -> acceptNew(handshake));
  }

  /// A session of another gateway cannot move here: its client stays on polling there.
  private Admission acceptUpgrade(String sid, Handshake handshake) {
    Optional<Session> session = sessions.find(sid);
    if (session.isEmpty()) {
      return refused(EngineError.SESSION_UNKNOWN);
    }
    return door.continues(session.get().identity(), handshake)
        ? new Admission.Accepted(new UpgradeSocket(session.get(), sessions), List.of())
        : new Admission.Refused(403, "4", EngineError.FORBIDDEN.message());
  }

  private Admission acceptNew(Handshake handshake) {
    Optional<String> noRoom = sessions.noRoom();
    if (noRoom.isPresent()) {
      sessions.refused(Transport.WEBSOCKET, noRoom.get());
      return new Admission.Refused(503, "4", noRoom.get());
    }
    return switch (door.enter(handshake)) {
      case Door.Entry.Admitted(Identity identity, List<String> cookies) -> {
        WebSocketListener socket = new DirectSocket(sessions, handshake, identity);
        yield new Admission.Accepted(socket, cookies);
      }
      case Door.Entry.TurnedAway(int status, String code, String message) -> {
        sessions.refused(Transport.WEBSOCKET, "door");
        yield new Admission.Refused(status, code, message);
      }
    };
  }

  private static Admission refused(EngineError error) {
    return new Admission.Refused(400, String.valueOf(error.code()), error.message());
  }

  /// Takes no new sessions and ends those that are here, evenly spread over `spreadMs`, so that
  /// their clients come back by themselves, elsewhere. Returns when it is done.
  public void drain(long spreadMs) {
    sessions.drain(spreadMs);
  }

  /// Ends every session at once.
  @Override
  public void close() {
    sessions.drain(0);
    forwarder.close();
    alarms.close();
  }
}
