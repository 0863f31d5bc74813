package dev.gavel.gateway.engineio;

import dev.gavel.gateway.websocket.WebSocketConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// A session as its polling requests see it: one GET and one POST at a time. Guarded by the
/// session's lock.
final class PollingSide {
  /// A GET may overtake the `2probe` and the `5` of an upgrade on another connection; one that
  /// waits this long while the session is upgrading finds out what became of it.
  private static final int HOLD_WHILE_UPGRADING_MS = 15;

  private static final String NOOP = "6";
  private static final String CLOSE = "1";

  private final Session session;
  private final Heartbeat heartbeat;
  private final PollBox box;
  private final int longestPollMs;
  private @Nullable CompletableFuture<HttpReply> poll;
  private long pollBegunAt;
  private boolean posting;
  private boolean upgrading;

  PollingSide(Session session, Heartbeat heartbeat, EngineLimits limits) {
    this.session = session;
    this.heartbeat = heartbeat;
    this.box = new PollBox(limits.pollBuffer());
    // A ping or the end comes before; this is for the day on which neither does.
    this.longestPollMs = limits.pingIntervalMs() + limits.pingTimeoutMs() + 1_000;
  }

  /// Answers a GET, at once or when something is there; empty when the session has ended meanwhile,
  /// so that its last words are due.
  Optional<HttpReply> get() {
    CompletableFuture<HttpReply> slot = new CompletableFuture<>();
    int patienceMs;
    session.lock.lock();
    try {
      if (session.over()) {
        return Optional.empty();
      }
      Optional<HttpReply> refusal = refusal(poll != null);
      if (refusal.isPresent()) {
        return refusal;
      }
      if (!box.isEmpty()) {
        return Optional.of(HttpReply.payload(box.takePayload()));
      }
      poll = slot;
      pollBegunAt = System.nanoTime();
      patienceMs = upgrading ? HOLD_WHILE_UPGRADING_MS : longestPollMs;
    } finally {
      session.lock.unlock();
    }
    return Optional.of(await(slot, patienceMs));
  }

  private Optional<HttpReply> refusal(boolean overlapping) {
    if (heartbeat.overdue()) {
      session.lost();
    }
    if (session.over()) {
      return Optional.of(EngineError.SESSION_UNKNOWN.reply());
    }
    if (session.onSocket()) {
      return Optional.of(EngineError.BAD_REQUEST.reply());
    }
    if (overlapping) {
      session.end("overlapping requests", Farewell.BREACH);
      return Optional.of(HttpReply.empty(400));
    }
    return Optional.empty();
  }

  private HttpReply await(CompletableFuture<HttpReply> slot, int patienceMs) {
    try {
      return slot.get(patienceMs, TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      return givenUp(slot);
    } catch (ExecutionException e) { // never completed with a failure
      throw new IllegalStateException(e);
    } catch (InterruptedException e) { // the server is being stopped
      Thread.currentThread().interrupt();
      return givenUp(slot);
    }
  }

  private HttpReply givenUp(CompletableFuture<HttpReply> slot) {
    session.lock.lock();
    try {
      if (!slot.isDone()) { // then it is the one that waits
        answer(HttpReply.payload(NOOP));
      }
      return slot.join();
    } finally {
      session.lock.unlock();
    }
  }

  private void answer(HttpReply reply) {
    if (poll != null) {
      poll.complete(reply);
      poll = null;
    }
  }

  /// A POST has come; its body is still to be read. Says why it must not be taken.
  Optional<HttpReply> beginPost() {
    session.lock.lock();
    try {
      Optional<HttpReply> refusal = refusal(posting);
      if (refusal.isEmpty()) {
        posting = true;
      }
      return refusal;
    } finally {
      session.lock.unlock();
    }
  }

  void endPost() {
    session.lock.lock();
    try {
      posting = false;
    } finally {
      session.lock.unlock();
    }
  }

  /// Queues for the next GET, or answers the one that waits. False when there is no room.
  boolean send(Outgoing messages, Optional<String> conflationKey) {
    if (poll != null) {
      answer(HttpReply.payload(messages.payload()));
      return true;
    }
    return box.put(messages, conflationKey);
  }

  /// Ends the GET that waits, one that has only just come in a moment, and lets later ones wait for
  /// a moment only: a client upgrades when it has none under way.
  void hurry(Alarms alarms) {
    upgrading = true;
    long left = HOLD_WHILE_UPGRADING_MS * 1_000_000L - (System.nanoTime() - pollBegunAt);
    if (poll != null && left > 0) {
      var _ = alarms.in(left, session::probed);
    } else {
      answer(HttpReply.payload(NOOP));
    }
  }

  void relax() {
    upgrading = false;
  }

  /// Gives what waits to the WebSocket, in order. Later requests are refused.
  void leave(WebSocketConnection connection) {
    answer(EngineError.BAD_REQUEST.reply());
    box.takeEach(
        (messages, key) -> connection.sendEncoded(messages.frames(), messages.packets(), key));
  }

  /// Ends the GET that waits. When there is none: the last words for the next one.
  Optional<Tombstones.LastWords> end(Farewell farewell) {
    String last = farewell == Farewell.ANSWERED ? NOOP : CLOSE;
    if (poll != null) {
      answer(HttpReply.payload(last));
      return Optional.empty();
    }
    if (!farewell.leavesWords()) {
      return Optional.empty();
    }
    List<Outgoing> left = new ArrayList<>();
    box.takeEach((messages, _) -> left.add(messages));
    return Optional.of(new Tombstones.LastWords(session.identity(), left, last));
  }
}
