package dev.gavel.gateway.engineio;

import dev.gavel.gateway.engineio.EngineMeters.Transport;
import dev.gavel.gateway.peer.Handshake;
import dev.gavel.gateway.peer.Identity;
import dev.gavel.gateway.websocket.WebSocketConnection;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Every session of one server.
final class Sessions {
  private static final int SID_BYTES = 16; // 128 random bits
  private static final int LAST_WORDS_MS = 30_000;

  /// How long after a client's own goodbye its GET may still arrive on another connection.
  private static final int GOODBYE_MS = 2_000;

  private final String gatewayName;
  private final EngineApplication application;
  private final EngineLimits limits;
  private final EngineMeters meters;
  private final Alarms alarms;
  private final Tombstones tombstones;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Session> bySid = new ConcurrentHashMap<>();
  private volatile boolean draining;

  Sessions(
      String gatewayName,
      EngineApplication application,
      EngineLimits limits,
      EngineMeters meters,
      Alarms alarms) {
    this.gatewayName = gatewayName;
    this.application = application;
    this.limits = limits;
    this.meters = meters;
    this.alarms = alarms;
    this.tombstones = new Tombstones(alarms);
  }

  EngineLimits limits() {
    return limits;
  }

  EngineMeters meters() {
    return meters;
  }

  Alarms alarms() {
    return alarms;
  }

  int size() {
    return bySid.size();
  }

  Tombstones tombstones() {
    return tombstones;
  }

  Optional<Session> find(String sid) {
    return Optional.ofNullable(bySid.get(sid));
  }

  /// Why there is no room for one more, if so.
  Optional<String> noRoom() {
    return draining
        ? Optional.of("draining")
        : bySid.size() >= limits.maxSessions() ? Optional.of("full") : Optional.empty();
  }

  /// Opens a session on polling; what is returned is the handshake's answer.
  String openPolling(Handshake handshake, Identity identity) {
    Session session = open(handshake, identity, null);
    session.begin(application);
    return openPacket(session.sid(), true);
  }

  Session openSocket(Handshake handshake, Identity identity, WebSocketConnection connection) {
    Session session = open(handshake, identity, connection);
    session.send(Outgoing.packet(openPacket(session.sid(), false)), Optional.empty());
    session.begin(application);
    return session;
  }

  private Session open(
      Handshake handshake, Identity identity, @Nullable WebSocketConnection connection) {
    byte[] secret = new byte[SID_BYTES];
    random.nextBytes(secret);
    String sid = gatewayName + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    Session session = new Session(sid, handshake, identity, this, connection);
    meters.opened(session.transport());
    bySid.put(sid, session);
    return session;
  }

  private String openPacket(String sid, boolean upgradable) {
    return "0{\"sid\":\"%s\",\"upgrades\":[%s],\"pingInterval\":%d,\"pingTimeout\":%d,\"maxPayload\":%d}"
        .formatted(
            sid,
            upgradable ? "\"websocket\"" : "",
            limits.pingIntervalMs(),
            limits.pingTimeoutMs(),
            limits.maxPayloadBytes());
  }

  /// Whose session it is, from the part of the sid before the dot; empty when it is not of the form
  /// that gateways give.
  static Optional<String> ownerOf(String sid) {
    int dot = sid.indexOf('.');
    return dot > 0 ? Optional.of(sid.substring(0, dot)) : Optional.empty();
  }

  boolean owns(String sid) {
    return ownerOf(sid).filter(gatewayName::equals).isPresent();
  }

  void ended(Session session, String cause) {
    bySid.remove(session.sid());
    meters.closed(session.transport(), cause);
  }

  void bury(Session session, Tombstones.LastWords words, Farewell farewell) {
    tombstones.put(
        session.sid(), words, farewell == Farewell.ANSWERED ? GOODBYE_MS : LAST_WORDS_MS);
  }

  void refused(Transport transport, String outcome) {
    meters.refused(transport, outcome);
  }

  /// Takes no new sessions and ends those that are here, in random order, evenly over the time, so
  /// that their clients do not come back all at once.
  void drain(long spreadMs) {
    draining = true;
    List<Session> leaving = new ArrayList<>(bySid.values());
    Collections.shuffle(leaving, random);
    long start = System.nanoTime();
    for (int i = 0; i < leaving.size(); i++) {
      long dueNanos = spreadMs * 1_000_000L * i / leaving.size();
      if (!sleep(dueNanos - (System.nanoTime() - start))) {
        break;
      }
      leaving.get(i).abort("draining");
    }
    bySid.values().forEach(session -> session.abort("draining")); // who slipped in meanwhile
  }

  /// False when the thread was interrupted: there is no time left.
  private static boolean sleep(long nanos) {
    try {
      if (nanos > 0) {
        Thread.sleep(Duration.ofNanos(nanos));
      }
      return true;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
