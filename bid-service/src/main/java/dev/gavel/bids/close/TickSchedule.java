package dev.gavel.bids.close;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeSet;

/// When each room of a partition needs its next tick. Not thread-safe.
///
/// A tick that was asked for is asked for again after [#AGAIN_MS] unless the room has moved on: it
/// may have been lost. A broker's clock behind ours makes a tick come too early and the room wants
/// another at once; it gets one every [#LEAST_GAP_MS].
public final class TickSchedule {
  static final long AGAIN_MS = 1_000;
  static final long LEAST_GAP_MS = 250;

  private record Due(long atMs, String room) implements Comparable<Due> {
    @Override
    public int compareTo(Due other) {
      int byTime = Long.compare(atMs, other.atMs);
      return byTime != 0 ? byTime : room.compareTo(other.room);
    }
  }

  private final TreeSet<Due> queue = new TreeSet<>();
  private final Map<String, Due> byRoom = new HashMap<>();
  private final Map<String, Long> askedAtMs = new HashMap<>();

  /// The room has moved on and wants its next tick then, or none.
  public void put(String room, OptionalLong dueAtMs) {
    if (dueAtMs.isEmpty()) {
      remove(room);
      return;
    }
    Long asked = askedAtMs.get(room);
    long earliest = asked == null ? Long.MIN_VALUE : asked + LEAST_GAP_MS;
    set(new Due(Math.max(dueAtMs.getAsLong(), earliest), room));
  }

  /// The room needs no more ticks.
  public void remove(String room) {
    askedAtMs.remove(room);
    Due due = byRoom.remove(room);
    if (due != null) {
      queue.remove(due);
    }
  }

  /// The rooms whose tick is due, earliest first.
  public List<String> due(long nowMs) {
    List<String> rooms = new ArrayList<>();
    while (!queue.isEmpty() && queue.first().atMs() <= nowMs) {
      String room = queue.first().room();
      rooms.add(room);
      askedAtMs.put(room, nowMs);
      set(new Due(nowMs + AGAIN_MS, room));
    }
    return rooms;
  }

  /// Rooms that wait for a tick.
  public int size() {
    return queue.size();
  }

  private void set(Due due) {
    Due before = byRoom.put(due.room(), due);
    if (before != null) {
      queue.remove(before);
    }
    queue.add(due);
  }
}
