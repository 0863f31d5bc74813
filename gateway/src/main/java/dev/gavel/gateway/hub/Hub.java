package dev.gavel.gateway.hub;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gavel.gateway.peer.Peer;
import dev.gavel.gateway.results.Feed;
import dev.gavel.gateway.store.ViewAway;
import dev.gavel.gateway.words.ViewerJson;
import dev.gavel.model.Decision;
import dev.gavel.model.RoomCommand;
import dev.gavel.model.RoomUpdate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The rooms that somebody here looks at. A room is listened to before it is read, so that nothing
/// falls between the two, and given up some time after the last one left.
public final class Hub implements AutoCloseable, OwnDecisions {
  private static final Logger LOG = LoggerFactory.getLogger(Hub.class);

  /// A room that nobody sits in is kept this long: who reloads a page finds it here.
  static final Duration KEEP_EMPTY = Duration.ofSeconds(30);

  /// How often rooms are compared with what is stored: a message that Redis lost without another
  /// behind it is noticed by nothing else.
  static final Duration COMPARE_EVERY = Duration.ofSeconds(2);

  /// Longest wait for a room to be opened.
  private static final int OPEN_MS = 8_000;

  private static final int MAX_COMPARED = 500;

  /// Users whose state is read again at a time, for each room.
  private static final int MAX_UNKNOWN = 500;

  /// A room, what moves it on, and where that waits for names.
  record Opened(LiveRoom room, RoomThread thread, LabelQueue labels) {
    Opened(LiveRoom room, RoomThread thread) {
      this(room, thread, new LabelQueue());
    }
  }

  private final RoomSources sources;
  private final RoomReading reading;
  private final Feed feed;
  private final Map<String, CompletableFuture<Optional<Opened>>> rooms = new ConcurrentHashMap<>();
  private final Thread minding;

  Hub(RoomSources sources, Feed feed) {
    this.sources = sources;
    this.reading = new RoomReading(sources);
    this.feed = feed;
    sources.meters().registry().gaugeMapSize("gavel_rooms", List.of(), rooms);
    this.minding = Thread.ofVirtual().name("hub").start(this::mind);
  }

  boolean leave(String id, Peer peer) {
    return opened(id).filter(open -> open.room().leave(peer)).isPresent();
  }

  /// A room that is open here.
  Optional<LiveRoom> room(String id) {
    return opened(id).map(Opened::room);
  }

  /// Does something with a room in the turn of its news, when it is open here.
  void inTurn(String id, Consumer<LiveRoom> what) {
    inTurn(id, List.of(), what);
  }

  /// The same, with the names of these users.
  void inTurn(String id, Collection<String> users, Consumer<LiveRoom> what) {
    opened(id)
        .ifPresent(open ->
            open.labels()
                .add(
                    sources.people().soon(users),
                    () -> open.thread().put(() -> what.accept(open.room()))));
  }

  /// Runs when a room's members have been sent the news so far; never when it is not open here.
  public void afterNews(String id, Runnable then) {
    opened(id).ifPresent(open -> open.thread().afterNews(then));
  }

  private Optional<Opened> opened(String id) {
    var opening = rooms.get(id);
    return opening != null && opening.isDone() && !opening.isCompletedExceptionally()
        ? opening.join()
        : Optional.empty();
  }

  // --- opening and closing
  // ------------------------------------------------------------------------

  /// Opens a room, or finds it open; empty when there is none. Many who ask at once share one read.
  Optional<Opened> open(String id) throws ViewAway {
    CompletableFuture<Optional<Opened>> mine = new CompletableFuture<>();
    CompletableFuture<Optional<Opened>> first = rooms.putIfAbsent(id, mine);
    if (first == null) {
      first = mine;
      read(id, mine);
    }
    try {
      return first.get(OPEN_MS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new ViewAway("opening a room", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ViewAway("opening a room", e);
    }
  }

  private void read(String id, CompletableFuture<Optional<Opened>> opening) {
    try {
      feed.follow(id).join();
      Optional<LiveRoom> room = reading.room(id);
      if (room.isEmpty()) {
        forget(id, opening);
        opening.complete(Optional.empty());
        return;
      }
      Opened opened = new Opened(room.get(), new RoomThread(room.get(), sources));
      opening.complete(Optional.of(opened));
      // What was said between subscribing and reading found no room here.
      var _ = opened.thread().catchUp();
    } catch (ViewAway | RuntimeException failed) {
      forget(id, opening);
      opening.completeExceptionally(failed);
    }
  }

  private void forget(String id, CompletableFuture<Optional<Opened>> opening) {
    if (rooms.remove(id, opening)) {
      feed.leave(id);
    }
  }

  private void mind() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        Thread.sleep(COMPARE_EVERY);
        closeEmpty();
        compare();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (RuntimeException bug) {
        LOG.error("rooms were not compared", bug);
      }
    }
  }

  private void closeEmpty() {
    long beforeMs = sources.clock().getAsLong() - KEEP_EMPTY.toMillis();
    rooms.forEach((id, opening) ->
        opened(id)
            .filter(open -> open.room().closeIfEmpty(beforeMs))
            .ifPresent(_ -> forget(id, opening)));
  }

  private void compare() {
    List<String> ids = new ArrayList<>(rooms.keySet());
    try {
      for (int from = 0; from < ids.size(); from += MAX_COMPARED) {
        List<String> some = ids.subList(from, Math.min(ids.size(), from + MAX_COMPARED));
        sources.store().sequences(some).forEach(this::compare);
      }
      ids.forEach(this::learnUnknown);
    } catch (ViewAway away) {
      LOG.debug("rooms were not compared", away);
    }
  }

  private void compare(String id, long stored) {
    opened(id)
        .filter(open -> open.room().known().sequence() < stored)
        .ifPresent(open -> open.thread().behind(stored));
  }

  /// The store answers: who could not be told all of its own state is told now.
  private void learnUnknown(String id) {
    List<String> users = room(id).map(open -> open.unknownUsers(MAX_UNKNOWN)).orElse(List.of());
    if (!users.isEmpty()) {
      Thread.ofVirtual().name("own state").start(() -> learn(id, users));
    }
  }

  private void learn(String id, List<String> users) {
    try {
      for (LiveRoom open : room(id).stream().toList()) {
        reading.learn(open, users);
        users.forEach(open::tellOwn);
      }
    } catch (ViewAway away) {
      LOG.debug("own state stays unknown", away);
    }
  }

  // --- what is heard
  // ------------------------------------------------------------------------------

  /// An update, maybe known, maybe ahead of others.
  public void update(RoomUpdate update) {
    List<String> users = ViewerJson.bidder(update.event()).stream().toList();
    opened(update.room())
        .ifPresent(open ->
            open.labels().add(sources.people().soon(users), () -> open.thread().heard(update)));
  }

  @Override
  public void decided(RoomCommand command, Decision decision) {
    room(decision.room()).ifPresent(open -> open.bidders().learn(command, decision));
  }

  @Override
  public void heard(String user, JsonNode told) {
    room(told.path("room").asText()).ifPresent(open -> open.bidders().learn(user, told));
  }

  /// The room that is open here and sells an item: for when the store cannot be asked.
  Optional<String> selling(String item) {
    return rooms.keySet().stream()
        .filter(id -> room(id).filter(open -> open.item().equals(item)).isPresent())
        .findFirst();
  }

  /// Something may have been missed.
  public void interrupted(String id) {
    for (Opened open : opened(id).stream().toList()) {
      var _ = open.thread().catchUp();
    }
  }

  @Override
  public void close() {
    minding.interrupt();
  }
}
