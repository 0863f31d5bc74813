package dev.gavel.gateway.websocket;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What has come from one client and has not been handled yet. It is handled in order by a virtual
/// thread that lives only while there is something, so that who handles it may block.
final class Inbox {
  private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);

  /// Beyond this nothing more is read, and TCP holds the client up.
  static final int MAX_BYTES = 64 * 1024;

  /// Stands behind everything; nothing that comes is empty.
  private static final byte[] END = {};

  /// Who handles it. The first two never overlap.
  interface Handler {
    void bytes(byte[] chunk);

    /// The last call.
    void ended();

    /// There is enough for now. Must return at once, as must [#resume()].
    void pause();

    void resume();
  }

  private final Handler handler;
  private final Deque<byte[]> chunks = new ArrayDeque<>(1);
  private int bytes;
  private boolean paused;
  private boolean ended;
  private boolean told;

  /// The thread that opens the connection is the first to handle what comes; see [#run()].
  private @Nullable Thread runner = Thread.currentThread();

  Inbox(Handler handler) {
    this.handler = handler;
  }

  synchronized void put(byte[] chunk) {
    if (ended) {
      return;
    }
    chunks.add(chunk);
    bytes += chunk.length;
    if (bytes > MAX_BYTES && !paused) {
      paused = true;
      handler.pause();
    }
    handle();
  }

  /// Nothing comes any more; what has come is handled first.
  synchronized void end() {
    ended = true;
    handle();
  }

  /// Nothing comes any more, and what has come is dropped.
  synchronized void abandon() {
    chunks.clear();
    end();
  }

  synchronized void interrupt() {
    if (runner != null) {
      runner.interrupt();
    }
  }

  private void handle() {
    if (runner == null && !told) {
      runner = Thread.ofVirtual().name("socket").unstarted(this::run);
      runner.start();
    }
  }

  /// Handles everything that is there.
  void run() {
    for (byte[] chunk = next(); chunk != null; chunk = next()) {
      try {
        if (chunk.length == 0) {
          handler.ended();
        } else {
          handler.bytes(chunk);
        }
      } catch (RuntimeException bug) { // ends this connection only
        LOG.error("what a client sent was not handled", bug);
        abandon();
      }
    }
  }

  private synchronized byte @Nullable [] next() {
    byte[] chunk = chunks.poll();
    if (chunk != null) {
      bytes -= chunk.length;
      if (paused && chunks.isEmpty()) {
        paused = false;
        handler.resume();
      }
      return chunk;
    }
    if (ended && !told) {
      told = true;
      return END;
    }
    runner = null;
    return null;
  }
}
