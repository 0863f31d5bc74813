package dev.gavel.gateway.hub;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gavel.gateway.peer.Peer;
import dev.gavel.gateway.store.ViewAway;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Seats peers in rooms, those that come for the first time and those that come back.
final class Seating {
  private static final Logger LOG = LoggerFactory.getLogger(Seating.class);

  /// A client that is ahead of us waits this long for us to catch up.
  static final int CATCH_UP_MS = 1_000;

  private final Hub hub;
  private final RoomReading reading;

  Seating(Hub hub, RoomSources sources) {
    this.hub = hub;
    this.reading = new RoomReading(sources);
  }

  /// How a join ended.
  enum Joined {
    SEATED,
    NO_ROOM,
    AWAY
  }

  /// Opens a room; [Joined#SEATED] says that one could sit down in it. Blocks until then.
  Joined find(String id) {
    try {
      return hub.open(id).isPresent() ? Joined.SEATED : Joined.NO_ROOM;
    } catch (ViewAway away) {
      return Joined.AWAY;
    }
  }

  /// Seats a peer; `show` is given the snapshot before anything else about the room can be told.
  /// Blocks while the room is opened.
  Joined join(
      String id, Peer peer, Optional<String> user, OptionalLong after, Consumer<ObjectNode> show) {
    return seat(id, peer, user, after, (snapshot, how) -> show.accept(snapshot.of(user, how)));
  }

  /// Seats a peer that sat here before its connection broke, and tells it what came `after`, or
  /// shows it the room. Blocks while the room is opened.
  Joined goOn(String id, Peer peer, Optional<String> user, OptionalLong after) {
    return seat(
        id, peer, user, after, (snapshot, how) -> snapshot.tellAgain(peer, user, how.jumping()));
  }

  private Joined seat(
      String id,
      Peer peer,
      Optional<String> user,
      OptionalLong after,
      BiConsumer<Snapshot, Snapshot.Join> show) {
    try {
      for (Optional<Hub.Opened> found = openUpTo(id, after);
          found.isPresent();
          found = openUpTo(id, after)) {
        LiveRoom room = found.get().room();
        reading.forViewer(room, user, after);
        Snapshot.Join how = new Snapshot.Join(after, false);
        if (room.join(peer, user, snapshot -> show.accept(snapshot, how))) {
          return Joined.SEATED;
        }
      }
      return Joined.NO_ROOM;
    } catch (ViewAway away) {
      return Joined.AWAY;
    }
  }

  /// How many updates a peer missed that has seen everything up to `after`; empty when not all of
  /// them are here, or there is no such room. Blocks while the room is opened.
  OptionalInt missed(String id, long after) throws ViewAway {
    Optional<Hub.Opened> found = openUpTo(id, OptionalLong.of(after));
    if (found.isEmpty()) {
      return OptionalInt.empty();
    }
    LiveRoom room = found.get().room();
    reading.forViewer(room, Optional.empty(), OptionalLong.of(after));
    return room.missed(after);
  }

  /// Opens a room, and waits a moment for it when the client is ahead of it.
  private Optional<Hub.Opened> openUpTo(String id, OptionalLong after) throws ViewAway {
    Optional<Hub.Opened> found = hub.open(id);
    if (found.isPresent()
        && after.isPresent()
        && after.getAsLong() > found.get().room().known().sequence()) {
      settle(found.get().thread().catchUp());
    }
    return found;
  }

  private static void settle(CompletableFuture<Void> catchingUp) {
    try {
      catchingUp.get(CATCH_UP_MS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      LOG.debug("behind a client", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
