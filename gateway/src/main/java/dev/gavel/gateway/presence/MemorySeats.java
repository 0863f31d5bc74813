package dev.gavel.gateway.presence;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/// Twin of [RedisSeats] for gateways of one JVM; also what a gateway goes by while Redis is away.
final class MemorySeats implements Seats {

  /// What gateways share: the seats of every room, and who listens.
  static final class Hall {
    private final Map<String, Room> rooms = new ConcurrentHashMap<>();
    private final Map<MemorySeats, Consumer<Change>> listeners = new ConcurrentHashMap<>();

    private void tell(Change change, MemorySeats by) {
      listeners.forEach((seats, heard) -> {
        if (seats != by && seats.watched.contains(change.room())) {
          heard.accept(change);
        }
      });
    }
  }

  private record Seat(String gateway, String who) {}

  private static final class Room {
    final Map<Seat, Long> untilNs = new HashMap<>();

    /// In the order of arrival.
    final Set<String> there = new LinkedHashSet<>();

    /// No seat ends before this.
    long earliestNs = Long.MAX_VALUE;

    void take(Seat seat, long until) {
      untilNs.put(seat, until);
      earliestNs = Math.min(earliestNs, until);
    }
  }

  private final Hall hall;
  private final String gateway;
  private final PresenceTimes times;
  private final Set<String> watched = ConcurrentHashMap.newKeySet();

  MemorySeats(Hall hall, String gateway, PresenceTimes times) {
    this.hall = hall;
    this.gateway = gateway;
    this.times = times;
  }

  @Override
  public Optional<Change> sit(String room, String who) {
    return Optional.of(change(room, List.of(who), times.lifeMs(), true));
  }

  @Override
  public Optional<Change> beat(String room, List<String> who) {
    return Optional.of(change(room, who, times.lifeMs(), false));
  }

  @Override
  public Optional<Change> rise(String room, List<String> who) {
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(times.graceMs());
    hall.rooms.computeIfPresent(
        room,
        (_, seats) -> {
          for (String one : who) {
            Seat seat = new Seat(gateway, one);
            if (seats.untilNs.containsKey(seat)) {
              seats.take(seat, until);
            }
          }
          return seats;
        });
    return beat(room, List.of());
  }

  private Change change(String name, List<String> sitting, long lifeMs, boolean told) {
    AtomicReference<Change> change =
        new AtomicReference<>(new Change(name, List.of(), List.of(), People.NOBODY));
    AtomicBoolean changed = new AtomicBoolean();
    hall.rooms.compute(
        name,
        (_, known) -> {
          Room room = known == null ? new Room() : known;
          long now = System.nanoTime();
          List<String> joined = sit(room, sitting, now + TimeUnit.MILLISECONDS.toNanos(lifeMs));
          List<String> left = over(room, now);
          changed.set(!joined.isEmpty() || !left.isEmpty());
          List<String> news = told ? users(joined) : List.of();
          change.set(new Change(name, news, users(left), people(room)));
          return room.untilNs.isEmpty() ? null : room;
        });
    if (changed.get()) {
      hall.tell(change.get(), this);
    }
    return change.get();
  }

  private List<String> sit(Room room, List<String> sitting, long until) {
    List<String> joined = new ArrayList<>();
    for (String who : sitting) {
      room.take(new Seat(gateway, who), until);
      if (room.there.add(who)) {
        joined.add(who);
      }
    }
    return joined;
  }

  private static List<String> over(Room room, long now) {
    if (room.earliestNs - now > 0) {
      return List.of();
    }
    room.untilNs.values().removeIf(until -> until - now <= 0);
    room.earliestNs = Long.MAX_VALUE;
    Set<String> seated = new HashSet<>();
    room.untilNs.forEach((seat, until) -> {
      seated.add(seat.who);
      room.earliestNs = Math.min(room.earliestNs, until);
    });
    List<String> left = room.there.stream().filter(who -> !seated.contains(who)).toList();
    left.forEach(room.there::remove);
    return left;
  }

  private static List<String> users(List<String> people) {
    return people.stream().filter(who -> !Spectators.is(who)).toList();
  }

  private static People people(Room room) {
    List<String> named =
        room.there.stream().filter(who -> !Spectators.is(who)).limit(People.MAX_NAMED).toList();
    return new People(room.there.size(), named);
  }

  @Override
  public void listen(Consumer<Change> heard) {
    hall.listeners.put(this, heard);
  }

  @Override
  public void watch(String room) {
    watched.add(room);
  }

  @Override
  public void unwatch(String room) {
    watched.remove(room);
  }

  @Override
  public void rewatch() {}

  @Override
  public void close() {
    hall.listeners.remove(this);
  }
}
