package dev.gavel.gateway.bids;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets sendings gather under load only: the first goes at once, on its caller's thread; what comes
/// within the next [#WINDOW_MS] goes together at their end, and so on until a window stays empty.
/// What one thread sends keeps its order.
///
/// Kafka's own `linger.ms` would make a lone command wait as well, and without one a quick broker
/// gets a request for nearly each command, which costs it and the gateway most of what a command
/// costs (`ProducerBatches` measures both). What gathers is limited by who sends:
/// [LoggedCommands#MAX_OPEN].
final class AdaptiveLinger implements AutoCloseable {
  /// The longest that a sending waits. Fixed.
  static final int WINDOW_MS = 3;

  private static final Logger LOG = LoggerFactory.getLogger(AdaptiveLinger.class);

  private final Thread thread;
  private List<Runnable> gathered = new ArrayList<>();
  private boolean isOpen;
  private boolean isClosed;

  AdaptiveLinger() {
    thread = Thread.ofPlatform().daemon().name("linger").start(this::work);
  }

  /// Runs it now, or within the window on a thread of this.
  void send(Runnable sending) {
    synchronized (this) {
      if (isOpen && !isClosed) {
        gathered.add(sending);
        return;
      }
      isOpen = true;
      notifyAll();
    }
    sending.run();
  }

  private void work() {
    try {
      while (awaitWindow()) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(WINDOW_MS));
        next().forEach(AdaptiveLinger::guarded);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    next().forEach(AdaptiveLinger::guarded);
  }

  /// False when closed.
  private synchronized boolean awaitWindow() throws InterruptedException {
    while (!isOpen && !isClosed) {
      wait();
    }
    return !isClosed;
  }

  private synchronized List<Runnable> next() {
    List<Runnable> next = gathered;
    isOpen = !next.isEmpty();
    gathered = new ArrayList<>();
    return next;
  }

  private static void guarded(Runnable sending) {
    try {
      sending.run();
    } catch (RuntimeException bug) {
      LOG.error("something was not sent", bug);
    }
  }

  /// What has gathered is sent; what comes later goes at once.
  @Override
  public void close() {
    synchronized (this) {
      isClosed = true;
      notifyAll();
    }
    try {
      thread.join(TimeUnit.SECONDS.toMillis(1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
