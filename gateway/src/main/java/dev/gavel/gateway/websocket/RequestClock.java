package dev.gavel.gateway.websocket;

import java.util.concurrent.TimeUnit;

/// Where a connection is between HTTP requests, and since when. Helidon lets a client take for ever
/// over a request's head or body; this notices. The connection's thread writes, the timer reads.
final class RequestClock {

  private enum Phase {
    /// Nothing of the first request has come.
    FRESH,
    HEAD,
    HANDLING,
    /// The answer has begun; the rest of it, or the next request, follows.
    ANSWERED,
    UPGRADED
  }

  private final SocketLimits.Deadlines deadlines;
  private volatile Phase phase = Phase.FRESH;
  private volatile long since = System.nanoTime();
  private volatile long bodySince;
  private volatile boolean reading;
  private volatile boolean answerBegun;

  RequestClock(SocketLimits.Deadlines deadlines) {
    this.deadlines = deadlines;
  }

  void waitsForBytes() {
    if (phase == Phase.HANDLING && bodySince == 0) {
      bodySince = System.nanoTime() | 1;
    }
    reading = true;
  }

  void bytesCame() {
    reading = false;
    if (phase == Phase.FRESH || phase == Phase.ANSWERED) {
      enter(Phase.HEAD);
    }
  }

  void headRead() {
    bodySince = 0;
    answerBegun = false;
    enter(Phase.HANDLING);
  }

  void answerBegun() {
    answerBegun = true;
    enter(Phase.ANSWERED);
  }

  /// Whether the answer to the request whose head came last has begun.
  boolean answerHasBegun() {
    return answerBegun;
  }

  void upgraded() {
    enter(Phase.UPGRADED);
  }

  private void enter(Phase next) {
    since = System.nanoTime();
    phase = next;
  }

  /// Whether a request has begun to come and its answer is not out yet.
  boolean inHand() {
    return switch (phase) {
      case HEAD, HANDLING -> true;
      case ANSWERED -> !reading;
      case FRESH, UPGRADED -> false;
    };
  }

  /// Whether the client, or we, took too long.
  boolean overdue(long nowNanos) {
    return switch (phase) {
      case FRESH, HEAD -> older(since, nowNanos, deadlines.requestHeadMs());
      case HANDLING ->
          older(since, nowNanos, deadlines.requestMs())
              || (reading
                  && bodySince != 0
                  && older(bodySince, nowNanos, deadlines.requestHeadMs()));
      case ANSWERED ->
          older(since, nowNanos, reading ? deadlines.keepAliveMs() : deadlines.requestMs());
      case UPGRADED -> false;
    };
  }

  private static boolean older(long at, long nowNanos, int ms) {
    return nowNanos - at > TimeUnit.MILLISECONDS.toNanos(ms);
  }
}
