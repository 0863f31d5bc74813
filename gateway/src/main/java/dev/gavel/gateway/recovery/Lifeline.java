package dev.gavel.gateway.recovery;

import dev.gavel.gateway.peer.Absence;
import dev.gavel.gateway.peer.Broadcast;
import dev.gavel.model.Names;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What one connection would need to go on elsewhere: its ids, its rooms, and how far each of them
/// is told. Whoever sends holds its monitor from [#mark] until the event is queued, so that offsets
/// and events are in one order.
public final class Lifeline {
  private final Recovery recovery;
  private final String subject;
  private final String holder;
  private final Runnable end;
  private final Map<String, Long> reached = new LinkedHashMap<>();
  private final Map<String, Kept.Shown> shown = new HashMap<>();
  private String pid;
  private String sid;
  private String offset = Offset.NOWHERE;

  /// @param subject of the connection's token
  /// @param end ends the connection, which another one has taken over
  public Lifeline(Recovery recovery, String subject, Runnable end) {
    this.recovery = recovery;
    this.subject = subject;
    this.holder = recovery.mint();
    this.end = end;
    this.pid = recovery.mint();
    this.sid = recovery.mint();
  }

  /// Which connection it is.
  public String holder() {
    return holder;
  }

  /// The private id: only the client knows it.
  public synchronized String pid() {
    return pid;
  }

  /// The public id.
  public synchronized String sid() {
    return sid;
  }

  /// Takes what is kept under a pid that a client brings, when it is this subject's.
  ///
  /// @param said the last argument of the last event that the client has got, when it has got any
  public synchronized Optional<Absence> takeUp(String broughtPid, Optional<String> said) {
    if (!Names.isId(broughtPid)) {
      return Optional.empty();
    }
    Optional<Kept> kept = recovery.store().claim(broughtPid, subject, holder);
    if (kept.isEmpty()) {
      return Optional.empty();
    }
    pid = broughtPid;
    sid = kept.get().sid();
    Optional<Map<String, Long>> seen =
        said.map(Offset::read).orElseGet(() -> Optional.of(Map.of()));
    if (seen.isEmpty() || !couldBe(seen.get(), kept.get())) {
      beginAnew();
      return Optional.empty();
    }
    return Optional.of(absence(kept.get(), seen.get()));
  }

  /// Whether a client can have seen this much. When its gateway was killed nobody knows.
  private static boolean couldBe(Map<String, Long> seen, Kept kept) {
    return !kept.ended()
        || kept.rooms().entrySet().stream()
            .allMatch(room -> seen.getOrDefault(room.getKey(), 0L) <= room.getValue().last());
  }

  private Absence absence(Kept kept, Map<String, Long> seen) {
    List<Absence.Seat> seats = new ArrayList<>();
    kept.rooms()
        .forEach((room, was) -> {
          long said = seen.getOrDefault(room, -1L);
          // An event that showed the room has arrived when its offset has; an answer is taken to
          // have.
          boolean isShown = !was.byEvent() || said >= was.from();
          long after = Math.max(said, was.from());
          seats.add(new Absence.Seat(room, after, isShown));
          if (isShown) {
            put(room, new Kept.Shown(after, false, after));
          }
        });
    return new Absence(seats);
  }

  private void put(String room, Kept.Shown now) {
    shown.put(room, now);
    reached.put(room, now.from());
    offset = Offset.of(reached);
  }

  /// Gives up what it took, and goes by other ids.
  public synchronized void beginAnew() {
    recovery.store().forget(pid, holder);
    pid = recovery.mint();
    sid = recovery.mint();
    reached.clear();
    shown.clear();
    offset = Offset.NOWHERE;
  }

  /// It is let in: kept from now on.
  public synchronized void lives() {
    recovery.lives(this);
    keep();
  }

  /// The room was shown by an answer.
  public synchronized void wasShown(String room, long sequence) {
    put(room, new Kept.Shown(sequence, false, sequence));
    keep();
  }

  public synchronized void gotUp(String room) {
    if (shown.remove(room) != null) {
      reached.remove(room);
      offset = Offset.of(reached);
      keep();
    }
  }

  /// The last argument of an event that is being sent.
  public synchronized String mark(Optional<Broadcast.Mark> mark) {
    mark.ifPresent(this::reach);
    return offset;
  }

  private void reach(Broadcast.Mark mark) {
    if (mark.isSnapshot()) {
      put(mark.room(), new Kept.Shown(mark.sequence(), true, mark.sequence()));
      keep();
    } else if (reached.containsKey(mark.room())) {
      reached.put(mark.room(), mark.sequence());
      offset = Offset.of(reached);
    }
  }

  private void keep() {
    recovery.store().keep(pid, kept(false), recovery.life());
  }

  private Kept kept(boolean ended) {
    Map<String, Kept.Shown> rooms = new HashMap<>();
    shown.forEach((room, was) ->
        rooms.put(
            room,
            new Kept.Shown(was.from(), was.byEvent(), reached.getOrDefault(room, was.from()))));
    return new Kept(subject, holder, sid, rooms, ended);
  }

  /// The connection is gone.
  ///
  /// @param forGood it was ended on purpose: nothing is kept
  public synchronized void ended(boolean forGood) {
    recovery.ended(this);
    if (forGood) {
      recovery.store().forget(pid, holder);
    } else {
      recovery.store().keep(pid, kept(true), recovery.window());
    }
  }

  void takenOver() {
    end.run();
  }
}
