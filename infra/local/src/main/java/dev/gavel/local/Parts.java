package dev.gavel.local;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What runs, in the order in which it was started; stopped in the reverse order, once, each within
/// its limit. A stop may come from a signal while the start is still going on.
final class Parts implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Parts.class);

  private record Part(String name, Duration limit, AutoCloseable what) {}

  private final Deque<Part> running = new ArrayDeque<>();
  private boolean closed;

  /// Keeps `what` to be stopped.
  ///
  /// @param limit a stop that takes longer is left behind with a warning
  /// @throws IllegalStateException when everything was stopped meanwhile; `what` is stopped too
  <T extends AutoCloseable> T add(String name, Duration limit, T what) {
    Part part = new Part(name, limit, what);
    synchronized (this) {
      if (!closed) {
        running.push(part);
        return what;
      }
    }
    stop(part);
    throw new IllegalStateException("stopped while starting");
  }

  /// Stops everything; a second call waits for the first.
  @Override
  public synchronized void close() {
    closed = true;
    while (!running.isEmpty()) {
      stop(running.pop());
    }
  }

  private static void stop(Part part) {
    long began = System.nanoTime();
    Thread stopping =
        Thread.ofPlatform()
            .daemon()
            .name("stop " + part.name())
            .start(() -> {
              try {
                part.what().close();
              } catch (Exception e) {
                LOG.warn("{} did not stop cleanly", part.name(), e);
              }
            });
    try {
      if (!stopping.join(part.limit())) {
        LOG.warn("{} did not stop within {}; going on without it", part.name(), part.limit());
      }
      LOG.info("{} stopped in {} ms", part.name(), (System.nanoTime() - began) / 1_000_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
