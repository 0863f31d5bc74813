package dev.gavel.gateway.websocket;

import java.util.concurrent.TimeUnit;

/// When things happened last on one WebSocket, and what follows from how long ago that is. The
/// reader writes, the timer reads.
final class ConnectionWatch {

  enum Verdict {
    FINE,
    /// Silent for half of the time: ask whether anybody is there.
    PING,
    SILENT,
    /// A message, or the client's part of the close, did not come to its end.
    STALLED
  }

  private static final long NEVER = Long.MIN_VALUE;

  private final SocketLimits limits;
  private volatile long receivedAt = System.nanoTime();
  private volatile long messageBegunAt = NEVER;
  private volatile long closeSentAt = NEVER;
  private volatile boolean pinged;
  private long controlSecond;
  private int controlFrames;

  ConnectionWatch(SocketLimits limits) {
    this.limits = limits;
  }

  void received() {
    receivedAt = System.nanoTime();
    pinged = false;
  }

  void inMessage(boolean inMessage) {
    if (!inMessage) {
      messageBegunAt = NEVER;
    } else if (messageBegunAt == NEVER) {
      messageBegunAt = System.nanoTime();
    }
  }

  void closeSent() {
    closeSentAt = System.nanoTime();
  }

  boolean closing() {
    return closeSentAt != NEVER;
  }

  /// Counts a received ping or pong; false when this second had too many. Reader only.
  boolean countControl() {
    long second = TimeUnit.NANOSECONDS.toSeconds(receivedAt);
    if (second != controlSecond) {
      controlSecond = second;
      controlFrames = 0;
    }
    return ++controlFrames <= limits.maxControlFramesPerSecond();
  }

  Verdict verdict(long nowNanos) {
    SocketLimits.Deadlines deadlines = limits.deadlines();
    if (older(closeSentAt, nowNanos, deadlines.closeMs())
        || older(messageBegunAt, nowNanos, deadlines.messageMs())) {
      return Verdict.STALLED;
    }
    if (older(receivedAt, nowNanos, deadlines.silenceMs())) {
      return Verdict.SILENT;
    }
    if (!pinged && older(receivedAt, nowNanos, deadlines.silenceMs() / 2)) {
      pinged = true;
      return Verdict.PING;
    }
    return Verdict.FINE;
  }

  private static boolean older(long at, long nowNanos, int ms) {
    return at != NEVER && nowNanos - at > TimeUnit.MILLISECONDS.toNanos(ms);
  }
}
