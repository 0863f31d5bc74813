package dev.gavel.gateway.hub;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The newest updates of a room as of one of them, oldest first. Never changes, so that snapshots
/// are made of it while the room goes on. Thread-safe.
final class NewestUpdates {
  /// Updates that a newcomer is shown.
  static final int SHOWN = 50;

  private final List<Told> updates;
  private final FloorMeters meters;
  private @Nullable Shown shown;

  /// What a newcomer is shown, written out.
  ///
  /// @param text for those whom none of it is about
  /// @param concerned the others
  private record Shown(String text, Set<String> concerned) {}

  NewestUpdates(List<Told> updates, FloorMeters meters) {
    this.updates = updates;
    this.meters = meters;
  }

  Optional<Told> last() {
    return updates.isEmpty() ? Optional.empty() : Optional.of(updates.getLast());
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

  private List<Told> newest(int count) {
    return updates.subList(Math.max(0, updates.size() - count), updates.size());
  }

  /// What a newcomer is shown, as a JSON array's text. Most are shown the same: that is written out
  /// once, however many come.
  String lines(Optional<String> user) {
    Shown most = shown();
    return user.filter(most.concerned::contains).isPresent()
        ? lines(newest(SHOWN), user)
        : most.text;
  }

  private synchronized Shown shown() {
    Shown made = shown;
    if (made == null) {
      List<Told> newest = newest(SHOWN);
      Set<String> concerned = new HashSet<>();
      newest.forEach(told -> concerned.addAll(told.concerned()));
      made = new Shown(lines(newest, Optional.empty()), concerned);
      shown = made;
      meters.snapshotSerialized();
    }
    return made;
  }

  /// These updates as a JSON array's text.
  static String lines(List<Told> updates, Optional<String> user) {
    return updates.stream().map(told -> told.line(user)).collect(Collectors.joining(",", "[", "]"));
  }
}
