package dev.gavel.bids.home;

import dev.gavel.bids.close.TickSchedule;
import dev.gavel.bids.room.LogEntry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// One partition's rooms in memory, and what each batch of its log leads to.
///
/// Offsets below the saved place were stored and published before: they are folded silently. From
/// the place on, everything is decided and handed out. Rooms that slept through the whole fold are
/// passed over and woken when somebody names them.
///
/// One thread uses it; [#left()] may be asked and set by others.
public final class Home {
  private final SavedPlace start;
  private final Rooms rooms;
  private final TickSchedule ticks = new TickSchedule();
  private final Set<String> passedOver = new HashSet<>();
  private final Waking waking = new Waking();
  private final Late late = new Late();
  private long next;
  private boolean ticking;
  private Optional<String> halted = Optional.empty();
  private volatile boolean left;

  /// @param keptAsleep most closed rooms that stay in memory
  public Home(SavedPlace start, int keptAsleep) {
    this.start = start;
    this.rooms = new Rooms(keptAsleep);
    this.next = start.oldestOpen();
  }

  public SavedPlace start() {
    return start;
  }

  /// Splits what was read: what is only folded, and what is decided. The parts go through
  /// [#unknown], [#late], [#admit] and [#take] one after the other.
  public List<List<Line>> parts(List<Line> lines) {
    int at = 0;
    while (at < lines.size() && folds(lines.get(at))) {
      at++;
    }
    List<List<Line>> parts = List.of(lines.subList(0, at), lines.subList(at, lines.size()));
    return parts.stream().filter(part -> !part.isEmpty()).toList();
  }

  /// The rooms that must be looked up before a part can be taken.
  public Set<String> unknown(List<Line> part) {
    if (!folds(part.getFirst())) {
      passedOver.clear();
    }
    Set<String> names = new HashSet<>();
    for (Line line : part) {
      if (line instanceof Line.Command command && !known(command.room())) {
        names.add(command.room());
      }
    }
    return names;
  }

  /// The commands, by room, whose first answers are asked of the view: those for closed rooms.
  public Map<String, Set<Recall.Key>> late(List<Line> part, Map<String, SavedRoom> saved) {
    return folds(part.getFirst()) ? Map.of() : late.wanted(part, saved);
  }

  private boolean folds(Line line) {
    return line.offset() < start.next();
  }

  private boolean known(String room) {
    return rooms.find(room).isPresent() || passedOver.contains(room) || waking.wakes(room);
  }

  /// Lets the rooms of a part in.
  ///
  /// @param saved what the view knows of the unknown ones
  /// @param recalled what it knows of [#late]
  /// @return where the scan for those that must be folded again begins; empty when there are none
  /// @throws Disagreement when view and log cannot belong together
  public OptionalLong admit(
      List<Line> part, Map<String, SavedRoom> saved, Map<String, Recall> recalled) {
    late.recall(part, recalled);
    for (Line line : part) {
      if (line instanceof Line.Command command
          && !known(command.room())
          && late.find(command.room()).isEmpty()) {
        admit(command, Optional.ofNullable(saved.get(command.room())));
      }
    }
    return waking.from();
  }

  private void admit(Line.Command command, Optional<SavedRoom> saved) {
    String room = command.room();
    long offset = command.offset();
    if (saved.isEmpty()) {
      if (folds(command)) {
        throw new Disagreement("room " + room + " was stored and is gone from the view");
      }
      rooms.add(room, new Resident(room, offset, saved, true));
      return;
    }
    SavedRoom stored = saved.get();
    if (!stored.readable()) {
      waking.add(room, new Resident(room, 0, Optional.empty(), false));
      return;
    }
    stored.mustFit(start, offset);
    boolean sleptThrough = stored.asleep() && stored.offset() < start.next();
    if (folds(command) && (sleptThrough || stored.firstOffset() < offset)) {
      passedOver.add(room);
    } else if (stored.firstOffset() == offset) {
      rooms.add(room, new Resident(room, offset, saved, false));
    } else {
      waking.add(room, new Resident(room, stored.firstOffset(), saved, false));
    }
  }

  /// The rooms that the scan looks for.
  public Waking waking() {
    return waking;
  }

  /// The scan was complete; gives the number of rooms that it brought back.
  public int woken() {
    Map<String, Resident> all = waking.end();
    all.forEach(rooms::add);
    return all.size();
  }

  /// The scan did not end: it will be made again.
  public void notWoken() {
    waking.end();
  }

  /// Decides a part. What was only folded leads to nothing.
  ///
  /// When the rules fail (a bug), everything before is still handed out, and [#halted()] says where
  /// it stopped: skipping a command would change what follows.
  ///
  /// @param nowMs this machine's clock, for the ticks alone
  public Optional<Slice> take(List<Line> part, long nowMs) {
    List<Decided> decided = new ArrayList<>();
    List<Line.Skipped> skipped = new ArrayList<>();
    Map<String, Resident> changed = new LinkedHashMap<>();
    for (Line line : part) {
      switch (line) {
        case Line.Skipped unreadable -> skipped.add(unreadable);
        case Line.Command command -> decide(command, decided, changed);
      }
      if (halted.isPresent()) {
        break;
      }
      next = line.offset() + 1;
    }
    schedule(changed, nowMs);
    if (folds(part.getFirst()) || next <= part.getFirst().offset()) {
      return Optional.empty();
    }
    List<RoomCommit> commits = late.changed();
    changed.values().forEach(resident -> commits.add(resident.commit(start.topicId())));
    return Optional.of(new Slice(place(), decided, skipped, commits));
  }

  private void decide(Line.Command command, List<Decided> decided, Map<String, Resident> changed) {
    String room = command.room();
    LogEntry entry = command.entry();
    Optional<Resident> found = rooms.find(room);
    Optional<Recalled> recalled = late.find(room);
    if (found.isEmpty() && recalled.isEmpty()) {
      return; // passed over
    }
    try {
      if (recalled.isPresent()) {
        decided.add(late.decide(command, recalled.get()));
        return;
      }
      decided.add(found.get().decided(command));
      if (folds(command)) {
        found.get().forget();
      }
      rooms.moved(room, found.get());
      changed.put(room, found.get());
    } catch (RuntimeException bug) {
      halted = Optional.of(entry.place() + " in room " + room + ": " + bug);
    }
  }

  private SavedPlace place() {
    long oldest = Math.min(rooms.oldestOpen().orElse(next), next);
    return new SavedPlace(start.topicId(), start.partition(), next, oldest);
  }

  private void schedule(Map<String, Resident> changed, long nowMs) {
    if (next < start.next()) {
      return;
    }
    Map<String, Resident> moved = ticking ? changed : rooms.awake();
    ticking = true;
    moved.forEach((room, resident) ->
        ticks.put(room, resident.asleep() ? OptionalLong.empty() : resident.nextTickAtMs(nowMs)));
  }

  /// Rooms whose tick is due.
  public List<String> due(long nowMs) {
    return halted.isPresent() ? List.of() : ticks.due(nowMs);
  }

  /// Everything below `stored` is stored: closed rooms beyond the limit are forgotten.
  public void settled(long stored) {
    if (next >= start.next()) {
      rooms.forget(stored);
      late.forget(stored);
    }
  }

  /// Why nothing more of this partition is decided until somebody has looked.
  public Optional<String> halted() {
    return halted;
  }

  public void halt(String why) {
    halted = Optional.of(why);
  }

  /// Whether others have the partition now, so that nothing more need be stored from here.
  public boolean left() {
    return left;
  }

  public void leave() {
    left = true;
  }

  public int roomsAwake() {
    return rooms.awake().size();
  }

  public int roomsAsleep() {
    return rooms.asleep() + late.count();
  }
}
