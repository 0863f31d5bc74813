package dev.gavel.gateway.hub;

import dev.gavel.model.RoomUpdate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Moves one room on, one thing after the other: what is heard is put in from anywhere and at once,
/// a virtual thread that lives only while something waits takes it out. A gap is filled aside
/// ([RoomRefill]): updates behind it are held, everything else goes on.
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
  private final Deque<Runnable> filledUp = new ArrayDeque<>(1);
  private final TreeMap<Long, RoomUpdate> held = new TreeMap<>();
  private final RoomRefill refill;
  private final List<CompletableFuture<Void>> catchingUp = new ArrayList<>(0);
  private boolean running;
  private boolean filling;
  private boolean fillAgain;
  private long wanted;

  RoomThread(LiveRoom room, RoomSources sources) {
    this.room = room;
    this.sources = sources;
    this.refill = new RoomRefill(sources);
  }

  /// Something was heard.
  void heard(RoomUpdate update) {
    put(() -> take(update));
  }

  /// Something may have been missed; completes when it is caught up with, as far as possible.
  CompletableFuture<Void> catchUp() {
    CompletableFuture<Void> done = new CompletableFuture<>();
    put(() -> {
      catchingUp.add(done);
      refill(0);
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
        waiting.add(this::fillAnew);
      }
      waiting.add(news);
    }
    wake();
  }

  private void wake() {
    synchronized (waiting) {
      if (running) {
        return;
      }
      running = true;
    }
    Thread.ofVirtual().name("room").start(this::run);
  }

  /// What was missed goes before what is new, and is never dropped.
  private void putFirst(Runnable news) {
    synchronized (waiting) {
      filledUp.add(news);
    }
    wake();
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
      Runnable next = filledUp.isEmpty() ? waiting.poll() : filledUp.poll();
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
    if (!filling) {
      refill(0);
    }
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
    wanted = Math.max(wanted, held.isEmpty() ? atLeast : Math.max(atLeast, held.firstKey() - 1));
    if (filling) {
      fillAgain = true;
      return;
    }
    filling = true;
    long upTo = wanted;
    refill.start(room.known(), upTo, result -> putFirst(() -> filled(result, upTo)));
  }

  private void filled(RoomRefill.Result result, long upTo) {
    filling = false;
    boolean isNothing = result instanceof RoomRefill.Result.Nothing;
    switch (result) {
      case RoomRefill.Result.Missed(var missed) -> missed.forEach(this::advance);
      case RoomRefill.Result.Later(var stored) -> {
        LOG.warn("a room's updates were lost between {} and {}", room.known().sequence(), upTo);
        room.jump(stored);
      }
      case RoomRefill.Result.Nothing() -> retry(upTo);
    }
    release();
    if (!isNothing && (fillAgain || !held.isEmpty())) {
      fillAnew();
      return;
    }
    fillAgain = false;
    wanted = 0;
    catchingUp.forEach(done -> done.complete(null));
    catchingUp.clear();
  }

  /// An update that was heard meanwhile is no gap.
  private void advance(RoomUpdate update) {
    if (update.sequence() > room.known().sequence()) {
      room.advance(update);
    }
  }

  private void fillAnew() {
    fillAgain = false;
    wanted = 0;
    refill(0);
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
}
