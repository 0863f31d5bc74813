package dev.gavel.gateway.hub;

import dev.gavel.model.Names;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
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
