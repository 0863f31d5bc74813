package dev.gavel.bids.work;

import dev.gavel.bids.close.TickLog;
import dev.gavel.bids.home.Disagreement;
import dev.gavel.bids.home.Home;
import dev.gavel.bids.home.Line;
import dev.gavel.bids.home.SavedPlace;
import dev.gavel.bids.home.SavedRoom;
import dev.gavel.bids.home.Waking;
import dev.gavel.bids.log.Away;
import dev.gavel.bids.log.CommandLog;
import dev.gavel.bids.log.LoggedRecord;
import dev.gavel.bids.store.ProjectionStore;
import dev.gavel.model.CommandCodec;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The partitions that this worker has, and what becomes of their records. One thread uses it. When
/// a server is away nothing is lost: the same call goes on where it was.
final class Deciding {
  private static final Logger LOG = LoggerFactory.getLogger(Deciding.class);

  /// Most offsets of a partition that are scanned again in one turn, some seconds at worst: between
  /// turns the group is answered, which otherwise gives the partitions to others after five minutes
  /// (`max.poll.interval.ms`).
  static final long SCAN_RECORDS = 100_000;

  private record Part(Seat seat, List<Line> lines) {}

  private final CommandLog log;
  private final ProjectionStore view;
  private final Condition condition;
  private final int roomsAsleep;
  private final CommandCodec codec = new CommandCodec();
  private final Map<Integer, Seat> seats = new TreeMap<>();
  private final Deque<Part> backlog = new ArrayDeque<>();
  private List<Batch.Share> shares = new ArrayList<>();

  Deciding(CommandLog log, ProjectionStore view, Condition condition, int roomsAsleep) {
    this.log = log;
    this.view = view;
    this.condition = condition;
    this.roomsAsleep = roomsAsleep;
  }

  /// Begins with a partition, at the place that the view has for it.
  void open(String topicId, int partition) throws Away {
    SavedPlace place = view.place(topicId, partition).orElse(SavedPlace.first(topicId, partition));
    CommandLog.Range range = log.range(partition);
    Seat seat = new Seat(partition, new Home(place, roomsAsleep));
    seats.put(partition, seat);
    if (range.begin() > place.oldestOpen() || range.end() < place.next()) {
      halt(
          seat,
          "the log holds %d to %d, and %d to %d is needed"
              .formatted(range.begin(), range.end(), place.oldestOpen(), place.next()));
      return;
    }
    log.read(partition, place.oldestOpen());
    LOG.info(
        "partition {}: folds from {}, decides from {} on, the log ends at {}",
        partition,
        place.oldestOpen(),
        place.next(),
        range.end());
  }

  /// Takes out partitions; what is not decided of them is forgotten.
  List<Seat> remove(Collection<Integer> partitions) {
    List<Seat> removed = new ArrayList<>();
    for (int partition : partitions) {
      Optional.ofNullable(seats.remove(partition)).ifPresent(removed::add);
    }
    backlog.removeIf(part -> removed.contains(part.seat()));
    return removed;
  }

  Collection<Seat> seats() {
    return List.copyOf(seats.values());
  }

  /// Whether everything that was read is decided.
  boolean idle() {
    return backlog.isEmpty();
  }

  /// Records to decide, after those that came before.
  void accept(List<LoggedRecord> records) {
    Map<Seat, List<Line>> lines = new LinkedHashMap<>();
    for (LoggedRecord record : records) {
      Seat seat = seats.get(record.partition());
      if (seat != null) {
        lines.computeIfAbsent(seat, _ -> new ArrayList<>()).add(Line.of(record, codec));
      }
    }
    lines.forEach(
        (seat, all) -> seat.home().parts(all).forEach(part -> backlog.add(new Part(seat, part))));
  }

  /// Decides what was accepted.
  ///
  /// @return what came of it; empty when there was nothing, it was only folded, or a long scan goes
  ///   on with the next call
  /// @throws Away when nothing can be decided now; call again
  Optional<Batch> decide(long nowMs) throws Away {
    try {
      while (!backlog.isEmpty() && decide(backlog.getFirst(), nowMs)) {
        backlog.removeFirst();
      }
    } catch (Away away) {
      if (shares.isEmpty()) {
        throw away;
      }
      // What is decided goes its way; the next call fails again if it must.
    }
    if (shares.isEmpty()) {
      return Optional.empty();
    }
    Batch batch = new Batch(shares);
    shares = new ArrayList<>();
    return Optional.of(batch);
  }

  /// @return false when rooms that it names are still being folded again
  private boolean decide(Part part, long nowMs) throws Away {
    Seat seat = part.seat();
    if (!seat.decides()) {
      return true;
    }
    Home home = seat.home();
    try {
      if (!admit(seat, part.lines())) {
        return false;
      }
      home.take(part.lines(), nowMs).ifPresent(slice -> shares.add(new Batch.Share(seat, slice)));
    } catch (Disagreement found) {
      halt(seat, String.valueOf(found.getMessage()));
    } catch (RuntimeException bug) {
      LOG.error("deciding failed", bug);
      halt(seat, "deciding failed: " + bug);
    }
    home.halted().ifPresent(why -> halt(seat, why));
    return true;
  }

  private boolean admit(Seat seat, List<Line> part) throws Away {
    Home home = seat.home();
    Map<String, SavedRoom> saved = view.rooms(home.unknown(part));
    OptionalLong from = home.admit(part, saved, view.recall(home.late(part, saved)));
    return from.isEmpty() || wake(seat, from.getAsLong(), part.getFirst().offset());
  }

  /// @return false when the scan goes on with the next call
  private boolean wake(Seat seat, long from, long until) throws Away {
    Home home = seat.home();
    Waking waking = home.waking();
    long end = Math.min(until, from + SCAN_RECORDS);
    try {
      log.scan(
          seat.partition(),
          from,
          end,
          record -> {
            if (waking.wakes(record.key())) {
              waking.refold(Line.of(record, codec));
            }
          });
    } catch (Away away) {
      home.notWoken();
      throw away;
    }
    if (end < until) {
      waking.scanned(end);
      return false;
    }
    LOG.debug("partition {}: {} rooms woken", seat.partition(), home.woken());
    return true;
  }

  /// Stops a partition where it is.
  void halt(Seat seat, String why) {
    seat.home().halt(why);
    log.hold(seat.partition());
    condition.halted(seat.partition(), why);
  }

  /// Asks for the ticks that are due.
  void tick(TickLog ticks, long nowMs) {
    for (Seat seat : seats.values()) {
      if (seat.decides()) {
        seat.home().due(nowMs).forEach(ticks::append);
      }
    }
  }

  /// Takes note of what is stored.
  ///
  /// @return how far each partition is
  Map<Integer, Long> settle(List<Batch> stored) {
    Map<Integer, Long> next = new TreeMap<>();
    for (Batch batch : stored) {
      for (Batch.Share share : batch.shares()) {
        Seat seat = share.seat();
        if (seat.stores()) {
          next.put(seat.partition(), share.slice().place().next());
          seat.home().settled(share.slice().place().next());
        }
        seat.broken().ifPresent(why -> halt(seat, why));
      }
    }
    return next;
  }
}
