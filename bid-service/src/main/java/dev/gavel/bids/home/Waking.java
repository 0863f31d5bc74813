package dev.gavel.bids.home;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Rooms that are folded again from the log, by a scan that may take several turns.
public final class Waking {
  private final Map<String, Resident> rooms = new HashMap<>();
  private long scanned;

  void add(String room, Resident resident) {
    rooms.put(room, resident);
  }

  /// Whether the scan looks for this room.
  public boolean wakes(String room) {
    return rooms.containsKey(room);
  }

  /// One line of the scan.
  public void refold(Line line) {
    if (line instanceof Line.Command command) {
      Optional.ofNullable(rooms.get(command.room()))
          .ifPresent(resident -> {
            resident.decide(command.entry());
            resident.forget();
          });
    }
  }

  /// The scan came as far as `offset`.
  public void scanned(long offset) {
    scanned = offset;
  }

  /// Where the scan begins or goes on; empty when nothing is looked for.
  OptionalLong from() {
    OptionalLong first = rooms.values().stream().mapToLong(Resident::firstOffset).min();
    return first.isEmpty() ? first : OptionalLong.of(Math.max(scanned, first.getAsLong()));
  }

  /// The scan was complete, or did not end and will be made again from its beginning.
  Map<String, Resident> end() {
    Map<String, Resident> all = Map.copyOf(rooms);
    rooms.clear();
    scanned = 0;
    return all;
  }
}
