package dev.gavel.bids.home;

import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;

/// The rooms of a partition that are in memory: all that are awake, and some that sleep.
final class Rooms {
  private final int keptAsleep;
  private final Map<String, Resident> awake = new HashMap<>();
  private final LinkedHashMap<String, Resident> asleep = new LinkedHashMap<>(16, 0.75f, true);
  // Each room has its own first offset, so these are as many as the rooms awake.
  private final TreeSet<Long> openFrom = new TreeSet<>();

  Rooms(int keptAsleep) {
    this.keptAsleep = keptAsleep;
  }

  Optional<Resident> find(String room) {
    Resident resident = awake.get(room);
    return Optional.ofNullable(resident == null ? asleep.get(room) : resident);
  }

  void add(String room, Resident resident) {
    if (resident.asleep()) {
      asleep.put(room, resident);
    } else {
      awake.put(room, resident);
      openFrom.add(resident.firstOffset());
    }
  }

  /// A command may have put the room to sleep or woken it.
  void moved(String room, Resident resident) {
    if (resident.asleep() && awake.remove(room, resident)) {
      openFrom.remove(resident.firstOffset());
      asleep.put(room, resident);
    } else if (!resident.asleep() && asleep.remove(room, resident)) {
      add(room, resident);
    }
  }

  /// Forgets rooms that sleep and are stored, longest unused first, down to the limit.
  void forget(long stored) {
    Iterator<Resident> eldest = asleep.values().iterator();
    while (asleep.size() > keptAsleep && eldest.hasNext()) {
      if (eldest.next().offset() < stored) {
        eldest.remove();
      }
    }
  }

  /// Where the log of the oldest open room begins.
  OptionalLong oldestOpen() {
    return openFrom.isEmpty() ? OptionalLong.empty() : OptionalLong.of(openFrom.first());
  }

  Map<String, Resident> awake() {
    return Collections.unmodifiableMap(awake);
  }

  int asleep() {
    return asleep.size();
  }
}
