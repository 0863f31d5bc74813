package dev.gavel.gateway.hub;

import dev.gavel.model.RoomUpdate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Moves one room on, one thing after the other: what is heard is put in from anywhere and at once,
/// a virtual thread that lives only while something waits takes it out. A gap is filled aside
/// ([RoomRefill]): updates behind it are held, everything else goes on. After each thing the
/// members are sent what is due ([RoomBroadcasts]).
final class RoomThread {
  private static final Logger LOG = LoggerFactory.getLogger(RoomThread.class);

  /// What may wait. More: news is dropped, and caught up with from where the room stands.
  static final int MAX_WAITING = 4_096;

  /// Updates that are held behind a gap; later ones are dropped, the refill brings them.
  static final int MAX_HELD = 512;

  private static final String THREAD = "room";

  /// @param isNews it can be caught up with when it is dropped
  private record Task(Runnable work, boolean isNews) {}

  private final LiveRoom room;
  private final RoomSources sources;
  private final RoomBroadcasts broadcasts;
  private final GapRetry retry;
  private final Deque<Task> waiting = new ArrayDeque<>();
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
    this.broadcasts = new RoomBroadcasts(room, sources, this::own);
    this.retry = new GapRetry(sources.scheduler(), this::own);
    this.refill = new RoomRefill(sources);
  }

  /// Something was heard.
  void heard(RoomUpdate update) {
    put(() -> take(update));
  }

  /// Something may have been missed; completes when it is caught up with, as far as possible.
  CompletableFuture<Void> catchUp() {
    CompletableFuture<Void> done = new CompletableFuture<>();
    own(() -> {
      catchingUp.add(done);
      refill(0);
    });
    return done;
  }

  /// The room is stored up to `sequence`: we should be there too.
  void behind(long sequence) {
    put(() -> refill(sequence));
  }

  /// Runs when the members have been sent everything that was heard so far.
  void afterNews(Runnable then) {
    own(() -> broadcasts.afterwards(then));
  }

  /// Does something in the room's turn. It is news: dropped when too much waits.
  void put(Runnable news) {
    add(new Task(news, true));
  }

  /// Never dropped: a caller waits for it, or nothing else would come in its place.
  private void own(Runnable work) {
    add(new Task(work, false));
  }

  private void add(Task task) {
    synchronized (waiting) {
      if (task.isNews && waiting.size() >= MAX_WAITING) {
        int before = waiting.size();
        waiting.removeIf(Task::isNews);
        LOG.warn("a room is flooded: {} news dropped", before - waiting.size());
        waiting.add(new Task(this::fillAnew, false));
      }
      waiting.add(task);
    }
    wake();
  }

  /// What was missed goes before what is new, and is never dropped.
  private void first(Runnable work) {
    synchronized (waiting) {
      waiting.addFirst(new Task(work, false));
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
    sources.scheduler().start(THREAD, this::run);
  }

  private void run() {
    for (Task next = next(); next != null; next = next()) {
      try {
        next.work.run();
        broadcasts.settle();
      } catch (RuntimeException bug) {
        LOG.error("a room's news was not told", bug);
      }
    }
  }

  private @Nullable Task next() {
    synchronized (waiting) {
      Task next = waiting.poll();
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
    if (!filling && !retry.isWaiting()) {
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
    refill.start(room.known(), upTo, result -> first(() -> filled(result, upTo)));
  }

  private void filled(RoomRefill.Result result, long upTo) {
    filling = false;
    boolean isNothing = result instanceof RoomRefill.Result.Nothing;
    switch (result) {
      case RoomRefill.Result.Missed(var missed) -> {
        missed.forEach(this::advance);
        retry.succeeded();
      }
      case RoomRefill.Result.Later(var stored) -> {
        LOG.warn("a room's updates were lost between {} and {}", room.known().sequence(), upTo);
        room.jump(stored);
        retry.succeeded();
      }
      case RoomRefill.Result.Nothing() -> retry.failed(upTo, this::refill);
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
}
