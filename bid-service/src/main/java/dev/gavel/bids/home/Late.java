package dev.gavel.bids.home;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Commands that come for closed rooms which are not in memory. Those that were answered before are
/// answered again from what the view says; a room that is asked anything else is folded again.
final class Late {
  private final Map<String, Recalled> rooms = new HashMap<>();
  private final Map<String, Recalled> changed = new LinkedHashMap<>();

  /// The commands, by room, whose first answers the view may know.
  ///
  /// @param saved what it knows of rooms that are not in memory
  Map<String, Set<Recall.Key>> wanted(List<Line> part, Map<String, SavedRoom> saved) {
    Map<String, Boolean> asked = new HashMap<>();
    Map<String, Set<Recall.Key>> wanted = new HashMap<>();
    for (Line line : part) {
      if (line instanceof Line.Command command
          && asked.computeIfAbsent(command.room(), room -> asks(room, line, saved))) {
        wanted
            .computeIfAbsent(command.room(), _ -> new HashSet<>())
            .add(Recalled.key(command.entry().command()));
      }
    }
    return wanted;
  }

  /// Whether a room is one of these, by the first line of a part that names it: what is stored
  /// beyond that line does not say how it found the room.
  private boolean asks(String room, Line first, Map<String, SavedRoom> saved) {
    SavedRoom stored = saved.get(room);
    return rooms.containsKey(room)
        || (stored != null && stored.asleep() && stored.offset() < first.offset());
  }

  /// Takes in what the view said: a room stays only when all of a part's commands for it were
  /// answered before.
  void recall(List<Line> part, Map<String, Recall> found) {
    found.forEach((room, recall) ->
        rooms
            .computeIfAbsent(room, _ -> new Recalled(recall.head(), recall.pageFirst()))
            .learn(recall.firsts()));
    for (Line line : part) {
      if (line instanceof Line.Command command
          && find(command.room())
              .filter(late -> !late.knows(command.entry().command()))
              .isPresent()) {
        rooms.remove(command.room());
      }
    }
  }

  Optional<Recalled> find(String room) {
    return Optional.ofNullable(rooms.get(room));
  }

  Decided decide(Line.Command command, Recalled room) {
    changed.put(command.room(), room);
    return Decided.of(command, room.decide(command.entry()), Optional.empty());
  }

  /// Rooms in which something was decided since the last call.
  List<RoomCommit> changed() {
    List<RoomCommit> commits =
        new ArrayList<>(changed.values().stream().map(Recalled::commit).toList());
    changed.clear();
    return commits;
  }

  /// Everything below `stored` is stored.
  void forget(long stored) {
    rooms.values().removeIf(room -> room.offset() < stored);
  }

  int count() {
    return rooms.size();
  }
}
