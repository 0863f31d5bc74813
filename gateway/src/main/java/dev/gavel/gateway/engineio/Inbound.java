package dev.gavel.gateway.engineio;

import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells a listener things one at a time, whichever threads they come from, and the end last.
final class Inbound {
  private static final Logger LOG = LoggerFactory.getLogger(Inbound.class);

  private final ReentrantLock turn = new ReentrantLock(true);
  private final EngineListener listener;
  private volatile @Nullable String cause;
  private boolean told;

  Inbound(EngineListener listener) {
    this.listener = listener;
  }

  /// Waits for its turn and tells a message. False when the listener failed, which is a bug of ours
  /// and must end this session only.
  boolean tell(Incoming packet) {
    turn.lock();
    try {
      if (cause == null) {
        switch (packet) {
          case Incoming.Text(String data) -> listener.text(data);
          case Incoming.Binary(byte[] data) -> listener.binary(data);
          case Incoming.Pong _, Incoming.Close _, Incoming.Idle _, Incoming.Malformed _ -> {}
        }
      }
      return true;
    } catch (RuntimeException e) {
      LOG.error("a listener failed", e);
      return false;
    } finally {
      turn.unlock();
      tellEnd();
    }
  }

  /// Nothing is told any more but the end. Returns at once: who holds the turn tells it afterwards.
  void end(String why) {
    cause = why;
    Thread.ofVirtual().name("session-end").start(this::tellEnd);
  }

  private void tellEnd() {
    String why = cause;
    if (why == null || turn.isHeldByCurrentThread() || !turn.tryLock()) {
      return;
    }
    try {
      if (!told) {
        told = true;
        listener.closed(why);
      }
    } catch (RuntimeException e) { // a bug of ours; nobody is left who could be told
      LOG.error("a listener failed while it was told the end", e);
    } finally {
      turn.unlock();
    }
  }
}
