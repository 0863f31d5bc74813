package dev.gavel.gateway.engineio;

import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// When the next ping goes out and when its pong must be there. Deadlines are judged by the clock
/// whenever somebody asks; the alarm only sees to it that somebody does.
final class Heartbeat {

  /// What a heartbeat causes.
  interface Pulse {
    void ping();

    void lost();
  }

  /// The alarm looks once more after this: on a busy machine the pong may have come and not been
  /// read yet, and nobody should be sent away for our own slowness.
  private static final long MAX_GRACE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Alarms alarms;
  private final Pulse pulse;
  private final long intervalNanos;
  private final long timeoutNanos;
  private final long graceNanos;
  private boolean awaitingPong;
  private boolean inGrace;
  private boolean stopped;
  private long dueAt;
  private long alarmAt;
  private @Nullable Future<?> alarm;

  Heartbeat(Alarms alarms, EngineLimits limits, Pulse pulse) {
    this.alarms = alarms;
    this.pulse = pulse;
    this.intervalNanos = TimeUnit.MILLISECONDS.toNanos(limits.pingIntervalMs());
    this.timeoutNanos = TimeUnit.MILLISECONDS.toNanos(limits.pingTimeoutMs());
    this.graceNanos = Math.min(timeoutNanos / 4, MAX_GRACE_NANOS);
  }

  /// From the handshake, and again after a switch of transports: a pong that was lost with the old
  /// transport must not end the session, nor its pinging.
  synchronized void start() {
    if (!stopped) {
      awaitingPong = false;
      due(System.nanoTime() + intervalNanos);
    }
  }

  /// Only a pong counts, no other traffic; one that nobody waits for is ignored.
  synchronized void pong() {
    if (awaitingPong && !stopped) {
      awaitingPong = false;
      due(System.nanoTime() + intervalNanos);
    }
  }

  synchronized void stop() {
    stopped = true;
    if (alarm != null) {
      alarm.cancel(false);
      alarm = null;
    }
  }

  /// Whether the pong's deadline has passed, whatever the alarm's thread has come to.
  synchronized boolean overdue() {
    return awaitingPong && !stopped && System.nanoTime() - dueAt >= 0;
  }

  private void due(long at) {
    dueAt = at;
    if (alarm != null) {
      if (alarmAt - at <= 0) {
        return; // rings earlier, looks, and is set again: cheaper than to cancel
      }
      alarm.cancel(false);
    }
    set(at);
  }

  private void set(long at) {
    alarmAt = at;
    alarm = alarms.in(at - System.nanoTime(), this::ring);
  }

  private void ring() {
    switch (judge()) {
      case EARLY -> {}
      case PING -> pulse.ping();
      case LOST -> pulse.lost();
    }
  }

  private enum Verdict {
    EARLY,
    PING,
    LOST
  }

  private synchronized Verdict judge() {
    alarm = null;
    if (stopped) {
      return Verdict.EARLY;
    }
    if (System.nanoTime() - dueAt < 0) {
      set(dueAt);
      return Verdict.EARLY;
    }
    if (awaitingPong && inGrace) {
      return Verdict.LOST;
    }
    if (awaitingPong) {
      inGrace = true;
      set(System.nanoTime() + graceNanos);
      return Verdict.EARLY;
    }
    awaitingPong = true;
    inGrace = false;
    due(System.nanoTime() + timeoutNanos);
    return Verdict.PING;
  }
}
