package dev.gavel.gateway.hub;

import dev.gavel.model.Names;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/// A room's newest updates, for those who come and who come back. Used under the room's lock.
final class Window {
  /// Older ones are dropped.
  static final int MOST = Names.WINDOW_UPDATES;

  private final Deque<Told> updates = new ArrayDeque<>();

  void keep(Told told) {
    updates.addLast(told);
    if (updates.size() > MOST) {
      updates.removeFirst();
    }
  }

  /// Begins anew with these.
  void reset(List<Told> newest) {
    updates.clear();
    updates.addAll(newest);
  }

  /// Puts older ones before those that are here, when they end right before them and there is room.
  void deepen(List<Told> older) {
    boolean fits =
        !older.isEmpty()
            && !updates.isEmpty()
            && older.getLast().sequence() + 1 == updates.getFirst().sequence()
            && updates.size() + older.size() <= MOST;
    if (fits) {
      older.reversed().forEach(updates::addFirst);
    }
  }

  /// Updates from `first` to `last`, both included.
  record Missing(long first, long last) {}

  /// What is older than what is here and came behind `after`; empty when there is none, or more
  /// than would be held.
  ///
  /// @param sequence the room's
  Optional<Missing> missing(long after, long sequence) {
    boolean isOlder =
        !updates.isEmpty() && after + 1 < updates.getFirst().sequence() && sequence - after <= MOST;
    return isOlder
        ? Optional.of(new Missing(after + 1, updates.getFirst().sequence() - 1))
        : Optional.empty();
  }

  Optional<Told> last() {
    return Optional.ofNullable(updates.peekLast());
  }

  /// What came behind `after`, when all of it is here.
  ///
  /// @param sequence the room's
  Optional<List<Told>> behind(long after, long sequence) {
    long count = sequence - after;
    if (count < 0 || count > updates.size()) {
      return Optional.empty();
    }
    List<Told> missed = newest((int) count);
    boolean whole = missed.isEmpty() || missed.getFirst().sequence() == after + 1;
    return whole ? Optional.of(missed) : Optional.empty();
  }

  /// The newest, oldest first.
  List<Told> newest(int count) {
    List<Told> newest = new ArrayList<>(Math.min(count, updates.size()));
    Iterator<Told> back = updates.descendingIterator();
    while (newest.size() < count && back.hasNext()) {
      newest.add(back.next());
    }
    return newest.reversed();
  }
}
