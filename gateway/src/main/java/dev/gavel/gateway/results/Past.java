package dev.gavel.gateway.results;

import dev.gavel.model.Place;
import dev.gavel.model.RoomUpdate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// Where updates that were missed may still stand.
@FunctionalInterface
public interface Past {

  /// The last update of a room that is known.
  ///
  /// @param place of the command behind it, or of a later one
  /// @param atMs the room's time at it
  record Known(String room, long sequence, Place place, long atMs) {}

  /// The updates right behind `last`, in order, without a gap: none when the first of them is not
  /// to be had here. Empty when nothing can be said. Blocks for a bounded time.
  Optional<List<RoomUpdate>> after(Known last);

  /// Of updates in any order, doubled or not, those that follow `sequence` without a gap.
  static List<RoomUpdate> run(Collection<RoomUpdate> updates, long sequence) {
    TreeMap<Long, RoomUpdate> bySequence = new TreeMap<>();
    updates.forEach(update -> bySequence.put(update.sequence(), update));
    List<RoomUpdate> run = new ArrayList<>();
    long next = sequence + 1;
    for (RoomUpdate update : bySequence.tailMap(next).values()) {
      if (update.sequence() != next++) {
        break;
      }
      run.add(update);
    }
    return run;
  }
}
