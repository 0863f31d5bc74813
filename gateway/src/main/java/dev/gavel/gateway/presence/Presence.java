package dev.gavel.gateway.presence;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Who is in which room. A second tab and a refresh are silent, and so is a change of gateway.
///
/// While the shared seats are away a gateway goes by its own people, and goes back by itself.
public final class Presence implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Presence.class);

  /// After the end of a seat, so that the look at it comes late rather than early.
  private static final long MARGIN_MS = 30;

  private final Seats shared;
  private final MemorySeats own;
  private final PresenceTimes times;
  private final Map<String, LocalRoom> rooms = new ConcurrentHashMap<>();
  private final ScheduledExecutorService clock = thread("presence");
  private final ScheduledExecutorService teller = thread("presence told");
  private volatile PresenceTold told = new Nobody();
  private volatile boolean away;

  public Presence(Seats shared, PresenceTimes times) {
    this.shared = shared;
    this.times = times;
    this.own = new MemorySeats(new MemorySeats.Hall(), "", times);
  }

  private static ScheduledExecutorService thread(String name) {
    return new ScheduledThreadPoolExecutor(
        1,
        Thread.ofPlatform().daemon().name(name).factory(),
        new ThreadPoolExecutor.DiscardPolicy()); // after the end nothing is told any more
  }

  /// Begins, and tells `told` from now on.
  public Presence start(PresenceTold hearing) {
    this.told = hearing;
    shared.listen(this::see);
    var _ =
        clock.scheduleWithFixedDelay(
            this::beat, times.beatMs(), times.beatMs(), TimeUnit.MILLISECONDS);
    return this;
  }

  /// A socket sits down in a room. Returns when the others can see it, or soon.
  ///
  /// @param userId a user's id, or [Spectators#of(String)] a session's
  public void sat(String room, String userId, String socketId) {
    boolean[] first = {false};
    rooms.compute(
        room,
        (name, known) -> {
          LocalRoom here = known == null ? watched(name) : known;
          first[0] = here.add(userId, socketId);
          return here;
        });
    if (first[0]) {
      Seats.Change alone = own.sit(room, userId).orElseThrow();
      see(noticed(shared.sit(room, userId)).orElse(alone));
    }
  }

  private LocalRoom watched(String room) {
    shared.watch(room);
    return new LocalRoom();
  }

  /// A socket gets up, or is gone.
  public void rose(String room, String userId, String socketId) {
    boolean[] last = {false};
    rooms.computeIfPresent(
        room,
        (name, local) -> {
          last[0] = local.remove(userId, socketId);
          if (!local.isEmpty()) {
            return local;
          }
          shared.unwatch(name);
          return null;
        });
    if (last[0]) {
      Seats.Change alone = own.rise(room, List.of(userId)).orElseThrow();
      see(noticed(shared.rise(room, List.of(userId))).orElse(alone));
      long dueMs = times.graceMs() + MARGIN_MS;
      var _ = clock.schedule(() -> look(room, List.of()), dueMs, TimeUnit.MILLISECONDS);
    }
  }

  /// Who is in a room. Asks the shared seats only for a room that nobody here sits in.
  public People people(String room) {
    LocalRoom local = rooms.get(room);
    if (local != null) {
      return local.people();
    }
    return noticed(shared.beat(room, List.of())).map(Seats.Change::people).orElse(People.NOBODY);
  }

  private void beat() {
    for (Map.Entry<String, LocalRoom> room : rooms.entrySet()) {
      look(room.getKey(), room.getValue().who());
    }
  }

  private void look(String room, List<String> who) {
    try {
      Seats.Change alone = own.beat(room, who).orElseThrow();
      see(noticed(shared.beat(room, who)).orElse(alone));
    } catch (RuntimeException e) { // a bug of ours; the next beat comes all the same
      LOG.error("presence of a room was not looked at", e);
    }
  }

  /// Notices whether the shared seats are there.
  private Optional<Seats.Change> noticed(Optional<Seats.Change> change) {
    if (change.isPresent() && away) {
      away = false;
      shared.rewatch();
      LOG.info("presence is shared again");
    } else if (change.isEmpty() && !away) {
      away = true;
      LOG.warn("presence is not shared: each gateway goes by its own people");
    }
    return change;
  }

  private void see(Seats.Change change) {
    LocalRoom local = rooms.get(change.room());
    if (local != null && local.see(change)) {
      var _ =
          teller.schedule(() -> tell(change.room(), local), times.tellMs(), TimeUnit.MILLISECONDS);
    }
  }

  private void tell(String room, LocalRoom local) {
    LocalRoom.News news = local.news();
    try {
      news.joined().forEach(user -> told.joined(room, user));
      news.left().forEach(user -> told.left(room, user));
      if (news.counted()) {
        told.counted(room, news.people());
      }
    } catch (RuntimeException e) { // a bug of ours; the next change is told all the same
      LOG.error("presence was not told", e);
    }
  }

  /// Gives every seat up, so that who comes back elsewhere in time was never away.
  @Override
  public void close() {
    clock.shutdownNow();
    teller.shutdownNow();
    rooms.forEach((room, local) -> shared.rise(room, local.who()));
    rooms.clear();
    shared.close();
  }

  private static final class Nobody implements PresenceTold {
    @Override
    public void joined(String room, String userId) {}

    @Override
    public void left(String room, String userId) {}

    @Override
    public void counted(String room, People people) {}
  }
}
