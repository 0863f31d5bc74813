package dev.gavel.gateway.hub;

import dev.gavel.model.Names;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A room's newest updates, for those who come and who come back. Used under the room's lock.
final class Window {
  /// Older ones are dropped.
  static final int MOST = Names.WINDOW_UPDATES;

  private final FloorMeters meters;
  private final Deque<Told> updates = new ArrayDeque<>();
  private @Nullable NewestUpdates newest;

  Window(FloorMeters meters) {
    this.meters = meters;
  }

  void keep(Told told) {
    updates.addLast(told);
    if (updates.size() > MOST) {
      updates.removeFirst();
    }
    newest = null;
  }

  /// Begins anew with these.
  void reset(List<Told> stored) {
    updates.clear();
    updates.addAll(stored);
    newest = null;
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
      newest = null;
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

  /// As they are now: the same for all who ask before the next update.
  NewestUpdates newest() {
    NewestUpdates now = newest;
    if (now == null) {
      now = new NewestUpdates(List.copyOf(updates), meters);
      newest = now;
    }
    return now;
  }
}
