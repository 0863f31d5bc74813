package dev.gavel.gateway.engineio;

import dev.gavel.gateway.websocket.WebSocketConnection;
import dev.gavel.gateway.websocket.WebSocketListener;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// A WebSocket that wants to take over a polling session (Engine.IO 4, "Upgrade"). Until it has, it
/// can fail without any harm to the session.
final class UpgradeSocket implements WebSocketListener {
  private enum Step {
    /// The session has a WebSocket already, or this one broke the order: it goes, the session
    /// stays.
    TURNED_AWAY,
    OPEN,
    PROBED,
    LIVE
  }

  /// Longest wait for the answer to a probe to be out. A socket that is new takes it at once; a
  /// machine that stands still for a moment does not.
  private static final Duration PROBE_ANSWERED = Duration.ofSeconds(1);

  /// How long a second WebSocket of one session is kept: it may have overtaken the first one's
  /// probe.
  private static final int SECOND_KEPT_MS = 50;

  private final Session session;
  private final Sessions sessions;
  private final SocketIntake intake;
  private @Nullable WebSocketConnection connection;
  private @Nullable Future<?> timeout;
  private volatile Step step = Step.TURNED_AWAY;

  UpgradeSocket(Session session, Sessions sessions) {
    this.session = session;
    this.sessions = sessions;
    this.intake = new SocketIntake(session, sessions.limits());
  }

  @Override
  public void opened(WebSocketConnection opening) {
    connection = opening;
    if (!session.beginProbe(opening)) {
      // It has to be accepted and closed: clients take a refusal for the end of the session.
      var _ = sessions.alarms().inMs(SECOND_KEPT_MS, () -> opening.hardClose("already upgraded"));
      return;
    }
    step = Step.OPEN;
    timeout = sessions.alarms().inMs(sessions.limits().upgradeTimeoutMs(), this::expire);
  }

  private void expire() {
    if (step != Step.LIVE && !session.onSocket()) {
      connection().hardClose("upgrade timeout");
    }
  }

  private WebSocketConnection connection() {
    return Objects.requireNonNull(connection, "opened comes first");
  }

  @Override
  public void text(String message) {
    switch (step) {
      case TURNED_AWAY -> {}
      case OPEN -> probe(message);
      case PROBED -> upgrade(message);
      case LIVE -> intake.text(message);
    }
  }

  private void probe(String message) {
    if (!message.equals("2probe")) {
      turnAway();
      return;
    }
    step = Step.PROBED;
    connection().sendText("3probe");
    // The session's polls are answered on other connections, and not before this.
    connection().awaitSent(PROBE_ANSWERED);
    session.probed();
  }

  private void upgrade(String message) {
    if (!message.equals("5")) {
      turnAway();
      return;
    }
    cancelTimeout();
    if (session.switchTo(connection())) {
      step = Step.LIVE;
    } else {
      step = Step.TURNED_AWAY;
      part();
    }
  }

  /// The session has ended while the client was changing over, and it polls no more: what was left
  /// for its next poll goes this way, unless a poll has come for it after all.
  private void part() {
    sessions
        .tombstones()
        .take(session.sid())
        .ifPresent(words ->
            words
                .left()
                .forEach(left ->
                    connection().sendEncoded(left.frames(), left.packets(), Optional.empty())));
    Farewell.FLUSH.say(connection(), "session over");
  }

  private void turnAway() {
    boolean probing = step == Step.OPEN || step == Step.PROBED;
    step = Step.TURNED_AWAY;
    cancelTimeout();
    if (probing) {
      session.probeEnded();
    }
    connection().hardClose("upgrade failed");
  }

  private void cancelTimeout() {
    if (timeout != null) {
      timeout.cancel(false);
    }
  }

  @Override
  public void binary(byte[] message) {
    switch (step) {
      case TURNED_AWAY -> {}
      case OPEN, PROBED -> turnAway();
      case LIVE -> intake.binary(message);
    }
  }

  @Override
  public void gone(String cause) {
    cancelTimeout();
    switch (step) {
      case TURNED_AWAY -> {}
      case OPEN, PROBED -> session.probeEnded();
      case LIVE -> session.socketGone(cause);
    }
  }
}
