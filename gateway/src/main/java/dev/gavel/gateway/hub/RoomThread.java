package dev.gavel.gateway.hub;

import dev.gavel.gateway.results.Past;
import dev.gavel.gateway.view.StoredRoom;
import dev.gavel.gateway.view.ViewAway;
import dev.gavel.model.RoomUpdate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Moves one room on, one thing after the other: what is heard is put in from anywhere and at once,
/// a virtual thread that lives only while something waits takes it out. A gap is refilled here,
/// which may take a while; this room's news waits, no other's does.
final class RoomThread {
  private static final Logger LOG = LoggerFactory.getLogger(RoomThread.class);

  /// News that may wait. More: all of it is dropped, and caught up with from where it stands.
  static final int MAX_WAITING = 4_096;

  /// Updates that are held behind a gap; later ones are dropped, the refill brings them.
  static final int MAX_HELD = 512;

  /// A refill that nobody could give is tried again after this.
  static final long AGAIN_MS = 500;

  private final LiveRoom room;
  private final RoomSources sources;
  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private final TreeMap<Long, RoomUpdate> held = new TreeMap<>();
  private boolean running;

  RoomThread(LiveRoom room, RoomSources sources) {
    this.room = room;
    this.sources = sources;
  }

  /// Something was heard.
  void heard(RoomUpdate update) {
    put(() -> take(update));
  }

  /// Something may have been missed; completes when it is caught up with, as far as possible.
  CompletableFuture<Void> catchUp() {
    CompletableFuture<Void> done = new CompletableFuture<>();
    put(() -> {
      try {
        refill(0);
      } finally {
        done.complete(null);
      }
    });
    return done;
  }

  /// The room is stored up to `sequence`: we should be there too.
  void behind(long sequence) {
    put(() -> refill(sequence));
  }

  /// Does something in the room's turn.
  void put(Runnable news) {
    synchronized (waiting) {
      if (waiting.size() >= MAX_WAITING) {
        LOG.warn("a room is flooded: {} news dropped", waiting.size());
        waiting.clear();
        waiting.add(() -> refill(0));
      }
      waiting.add(news);
      if (running) {
        return;
      }
      running = true;
    }
    Thread.ofVirtual().name("room").start(this::run);
  }

  private void run() {
    for (Runnable next = next(); next != null; next = next()) {
      try {
        next.run();
      } catch (RuntimeException bug) {
        LOG.error("a room's news was not told", bug);
      }
    }
  }

  private @org.jspecify.annotations.Nullable Runnable next() {
    synchronized (waiting) {
      Runnable next = waiting.poll();
      running = next != null;
      return next;
    }
  }

  private void take(RoomUpdate update) {
    long known = room.known().sequence();
    if (update.sequence() <= known) {
      sources.meters().duplicate();
      return;
    }
    if (update.sequence() == known + 1) {
      room.advance(update);
      release();
      return;
    }
    if (held.isEmpty()) {
      sources.meters().gap();
    }
    if (held.size() < MAX_HELD) {
      held.put(update.sequence(), update);
    }
    refill(0);
  }

  /// Goes on with what was held, as far as it follows.
  private void release() {
    for (var first = held.firstEntry(); first != null; first = held.firstEntry()) {
      if (first.getKey() > room.known().sequence() + 1) {
        return;
      }
      held.pollFirstEntry();
      if (first.getKey() == room.known().sequence() + 1) {
        room.advance(first.getValue());
      }
    }
  }

  /// Gets what is missing up to `atLeast`, and up to what is held.
  private void refill(long atLeast) {
    Past.Known last = room.known();
    long upTo = held.isEmpty() ? atLeast : Math.max(atLeast, held.firstKey() - 1);
    Optional<List<RoomUpdate>> missed = sources.refill().missed(last, upTo);
    if (missed.isPresent()) {
      missed.get().forEach(room::advance);
      release();
    } else if (!jump(upTo)) {
      retry(upTo);
    }
  }

  private void retry(long upTo) {
    Thread.ofVirtual()
        .name("room-retry")
        .start(() -> {
          try {
            Thread.sleep(AGAIN_MS);
            behind(upTo);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  /// Nobody has what is missing: goes on from the stored state.
  private boolean jump(long upTo) {
    try {
      Optional<StoredRoom> stored = sources.auctions().room(room.id());
      if (stored.isEmpty() || stored.get().sequence() < upTo) {
        return false;
      }
      LOG.warn("a room's updates were lost between {} and {}", room.known().sequence(), upTo);
      room.jump(stored.get());
      release();
      return true;
    } catch (ViewAway away) {
      return false;
    }
  }
}
