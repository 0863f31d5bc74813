package dev.gavel.gateway.bids;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.gavel.model.Decision;
import dev.gavel.model.Place;
import dev.gavel.model.Role;
import dev.gavel.model.RoomCommand;
import dev.gavel.model.Wish;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The commands of one partition that this gateway sent and that are not decided. Thread-safe; no
/// call blocks, and none costs more than what it takes out.
final class OpenCommands {
  /// Decisions that arrived before the broker's word about their command. Fixed.
  static final int MAX_EARLY = 4_096;

  /// What becomes of a command that comes.
  sealed interface Entry {
    /// To be appended.
    record Sent(OpenCommand command) implements Entry {}

    /// The very same command is open: it has the answer of that one.
    record Joined(OpenCommand first) implements Entry {}

    record Shed(long retryAfterMs) implements Entry {}
  }

  private final int partition;
  private final LoadShedder shedder;
  private final RandomGenerator random;

  /// In the order in which they came, until decided or overtaken by a decision.
  private final Deque<OpenCommand> waiting = new ArrayDeque<>();

  /// The same until they are overdue.
  private final Deque<OpenCommand> young = new ArrayDeque<>();

  private final Set<OpenCommand> old = new LinkedHashSet<>();
  private final Map<RoomCommand, OpenCommand> bids = new HashMap<>();
  private final Map<Long, OpenCommand> byOffset = new HashMap<>();
  private final Map<Long, Decision> early =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Decision> eldest) {
          return size() > MAX_EARLY;
        }
      };
  private long came;
  private int unplaced;

  OpenCommands(int partition, LoadShedder shedder, RandomGenerator random) {
    this.partition = partition;
    this.shedder = shedder;
    this.random = random;
  }

  int partition() {
    return partition;
  }

  Place place(OpenCommand one) {
    return new Place(partition, one.offset);
  }

  /// Whether a command may be refused for overload. What staff and the services themselves send
  /// never is: it closes rooms, and it is little.
  static boolean isBid(RoomCommand command) {
    return command.by().role() == Role.BIDDER
        && (command.wish() instanceof Wish.Bid || command.wish() instanceof Wish.Maximum);
  }

  synchronized Entry enter(RoomCommand command, long nowNs) {
    boolean isBid = isBid(command);
    if (isBid) {
      long oldestNs = oldestNs(nowNs);
      double share = shedder.share(nowNs, oldestNs);
      if (share > 0 && random.nextDouble() < share) {
        @Nullable OpenCommand first = bids.get(command);
        return first == null
            ? new Entry.Shed(shedder.retryAfterMs(oldestNs, random.nextDouble()))
            : new Entry.Joined(first);
      }
    }
    OpenCommand one = new OpenCommand(command, this, came++, nowNs);
    if (isBid) {
      bids.putIfAbsent(command, one);
    }
    waiting.addLast(one);
    young.addLast(one);
    unplaced++;
    shedder.came(nowNs);
    return new Entry.Sent(one);
  }

  /// The broker has said where it stands. Returns its decision when that was quicker; it has ended
  /// then.
  synchronized Optional<Decision> placed(OpenCommand one, long offset, long nowNs) {
    one.offset = offset;
    @Nullable Decision known = early.remove(offset);
    placed();
    if (known == null) {
      byOffset.put(offset, one);
    } else {
      decided(one, nowNs);
    }
    return Optional.ofNullable(known);
  }

  private void placed() {
    if (--unplaced == 0) {
      early.clear();
    }
  }

  /// Who waits for a decision; it has ended then. A decision of another caller's command is kept
  /// only as long as it may turn out to be one of ours.
  synchronized Optional<OpenCommand> decided(Decision decision, long nowNs) {
    @Nullable OpenCommand one = byOffset.remove(decision.place().offset());
    if (one == null) {
      if (unplaced > 0) {
        early.put(decision.place().offset(), decision);
      }
      return Optional.empty();
    }
    decided(one, nowNs);
    return Optional.of(one);
  }

  private void decided(OpenCommand one, long nowNs) {
    boolean waited = one.waits;
    one.waits = false;
    end(one);
    if (waited) {
      shedder.decided(nowNs);
    }
    // The log is decided in order: what came before is decided as well, and its message was lost.
    // That is no delay of the partition's, so it must not look like one.
    while (!waiting.isEmpty() && waiting.peekFirst().number <= one.number) {
      stopWaiting(waiting.removeFirst(), nowNs);
    }
  }

  /// It was not sent, or is given up. False when it has ended already.
  synchronized boolean drop(OpenCommand one, long nowNs) {
    if (one.ended) {
      return false;
    }
    if (!one.isPlaced()) {
      placed();
    }
    byOffset.remove(one.offset);
    end(one);
    stopWaiting(one, nowNs);
    return true;
  }

  private void stopWaiting(OpenCommand one, long nowNs) {
    if (one.waits) {
      one.waits = false;
      shedder.left(nowNs);
    }
  }

  private void end(OpenCommand one) {
    one.ended = true;
    old.remove(one);
    bids.remove(one.command, one);
  }

  /// Age of the oldest command that waits, 0 without one.
  synchronized long oldestNs(long nowNs) {
    while (!waiting.isEmpty() && !waiting.peekFirst().waits) {
      waiting.removeFirst();
    }
    return waiting.isEmpty() ? 0 : nowNs - waiting.peekFirst().sinceNs;
  }

  /// The share of new bids that is refused now.
  synchronized double shedShare(long nowNs) {
    return shedder.share(nowNs, oldestNs(nowNs));
  }

  /// Those whose author has waited for [LoggedCommands#ANSWER_MS] by now, each once, as far as it
  /// is known where they stand.
  synchronized List<OpenCommand> newlyOverdue(long nowNs) {
    List<OpenCommand> overdue = new ArrayList<>();
    while (!young.isEmpty() && (young.peekFirst().ended || isOverdue(young.peekFirst(), nowNs))) {
      OpenCommand one = young.removeFirst();
      if (!one.ended) {
        one.overdue = true;
        old.add(one);
        if (one.isPlaced()) {
          overdue.add(one);
        }
      }
    }
    return overdue;
  }

  private static boolean isOverdue(OpenCommand one, long nowNs) {
    return ageMs(one, nowNs) >= LoggedCommands.ANSWER_MS;
  }

  static long ageMs(OpenCommand one, long nowNs) {
    return NANOSECONDS.toMillis(nowNs - one.sinceNs);
  }

  /// Whether it was overdue before it was known where it stands.
  synchronized boolean isOverdue(OpenCommand one) {
    return one.overdue && !one.ended;
  }

  /// Those whose decision is to be looked up now.
  synchronized List<OpenCommand> toLookUp(long nowNs, int most) {
    List<OpenCommand> lost = new ArrayList<>();
    for (OpenCommand one : old) {
      if (lost.size() == most) {
        break;
      }
      if (one.isPlaced() && nowNs - one.sinceNs >= MILLISECONDS.toNanos(one.lookUpMs)) {
        one.lookUpMs *= 2;
        lost.add(one);
      }
    }
    return lost;
  }
}
