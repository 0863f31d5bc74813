package dev.gavel.gateway.engineio;

import dev.gavel.gateway.engineio.EngineMeters.Transport;
import dev.gavel.gateway.peer.Handshake;
import dev.gavel.gateway.peer.Identity;
import dev.gavel.gateway.websocket.WebSocketConnection;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// One session, whatever carries it. The lock guards what the transports do; the listener is never
/// called under it.
final class Session implements EngineSession, Heartbeat.Pulse {
  private static final Outgoing PING = Outgoing.ping();

  final ReentrantLock lock = new ReentrantLock();
  private final String sid;
  private final Handshake handshake;
  private final Identity identity;
  private final Sessions home;
  private final Heartbeat heartbeat;
  private final PollingSide polling;

  /// Set once, by the handshake or the upgrade; a session never goes back to polling.
  private volatile @Nullable WebSocketConnection socket;

  private @Nullable WebSocketConnection probe;
  private @Nullable Inbound inbound;
  private volatile @Nullable String endedBy;

  /// @param socket the WebSocket that opened it, or null for polling
  Session(
      String sid,
      Handshake handshake,
      Identity identity,
      Sessions home,
      @Nullable WebSocketConnection socket) {
    this.sid = sid;
    this.handshake = handshake;
    this.identity = identity;
    this.home = home;
    this.socket = socket;
    this.heartbeat = new Heartbeat(home.alarms(), home.limits(), this);
    this.polling = new PollingSide(this, heartbeat, home.limits());
  }

  /// Lets the application in and starts the clock.
  void begin(EngineApplication application) {
    EngineListener listener = application.open(this);
    lock.lock();
    try {
      inbound = new Inbound(listener);
      if (endedBy != null) {
        inbound.end(endedBy);
      }
    } finally {
      lock.unlock();
    }
    heartbeat.start();
  }

  String sid() {
    return sid;
  }

  @Override
  public Handshake handshake() {
    return handshake;
  }

  @Override
  public Identity identity() {
    return identity;
  }

  PollingSide polling() {
    return polling;
  }

  boolean over() {
    return endedBy != null;
  }

  boolean onSocket() {
    return socket != null;
  }

  Transport transport() {
    return socket == null ? Transport.POLLING : Transport.WEBSOCKET;
  }

  @Override
  public boolean send(Outgoing messages, Optional<String> conflationKey) {
    WebSocketConnection connection = socket;
    if (connection == null) {
      return sendLocked(messages, conflationKey);
    }
    home.meters().out(Transport.WEBSOCKET, messages.packets());
    return connection.sendEncoded(messages.frames(), messages.packets(), conflationKey);
  }

  private boolean sendLocked(Outgoing messages, Optional<String> conflationKey) {
    lock.lock();
    try {
      WebSocketConnection switched = socket;
      if (over()) {
        return false;
      }
      home.meters().out(transport(), messages.packets());
      if (switched != null) {
        return switched.sendEncoded(messages.frames(), messages.packets(), conflationKey);
      }
      boolean taken = polling.send(messages, conflationKey);
      if (!taken) {
        end("slow", Farewell.BREACH);
      }
      return taken;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void ping() {
    send(PING, Optional.empty());
  }

  @Override
  public void lost() {
    end("ping timeout", Farewell.SILENT);
  }

  /// Takes one packet, whichever transport brought it. False when the session is over.
  boolean receive(Incoming packet) {
    home.meters().in(transport());
    switch (packet) {
      case Incoming.Pong() -> heartbeat.pong();
      case Incoming.Idle() -> {}
      case Incoming.Close() -> end("client close", Farewell.ANSWERED);
      case Incoming.Malformed _ -> end("parse error", Farewell.BREACH);
      case Incoming.Text _, Incoming.Binary _ -> tell(packet);
    }
    return !over();
  }

  private void tell(Incoming packet) {
    Inbound listening = inbound;
    if (listening != null && !listening.tell(packet)) {
      end("server error", Farewell.NOW);
    }
  }

  /// A WebSocket with this sid has opened. False when there is one already: it must go.
  boolean beginProbe(WebSocketConnection probing) {
    lock.lock();
    try {
      boolean welcome = !over() && socket == null && probe == null;
      if (welcome) {
        probe = probing;
      }
      return welcome;
    } finally {
      lock.unlock();
    }
  }

  /// The probe has been answered: polls are held no longer, so that the client can pause.
  void probed() {
    lock.lock();
    try {
      if (probe != null) {
        polling.hurry(home.alarms());
      }
    } finally {
      lock.unlock();
    }
  }

  /// The probing WebSocket has ended before its time; the session polls on.
  void probeEnded() {
    lock.lock();
    try {
      probe = null;
      polling.relax();
    } finally {
      lock.unlock();
    }
  }

  /// From here on everything goes over the WebSocket, what waits first. False when the session has
  /// ended meanwhile.
  boolean switchTo(WebSocketConnection connection) {
    lock.lock();
    try {
      if (over()) {
        return false;
      }
      polling.leave(connection);
      probe = null;
      socket = connection;
      home.meters().upgraded();
    } finally {
      lock.unlock();
    }
    heartbeat.start();
    return true;
  }

  /// The session's WebSocket has ended.
  void socketGone(String cause) {
    end(cause, Farewell.SILENT);
  }

  @Override
  public void close(String cause) {
    end(cause, Farewell.FLUSH);
  }

  @Override
  public void abort(String cause) {
    end(cause, Farewell.NOW);
  }

  void end(String cause, Farewell farewell) {
    lock.lock();
    try {
      if (over()) {
        return;
      }
      endedBy = cause;
      heartbeat.stop();
      if (probe != null && !farewell.letsUpgrade()) {
        probe.hardClose(cause);
      }
      WebSocketConnection connection = socket;
      if (connection == null) {
        polling.end(farewell).ifPresent(words -> home.bury(this, words, farewell));
      } else {
        farewell.say(connection, cause);
      }
      home.ended(this, cause); // after the burial: a request that finds no session looks there
      if (inbound != null) {
        inbound.end(cause);
      }
    } finally {
      lock.unlock();
    }
  }
}
