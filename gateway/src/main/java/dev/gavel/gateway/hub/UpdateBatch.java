package dev.gavel.gateway.hub;

import dev.gavel.gateway.peer.Broadcast;
import dev.gavel.gateway.peer.BroadcastBatch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Consecutive updates of a room that go out together. What an audience is told is put together
/// once and shared, however many belong to it. Used under the room's lock.
final class UpdateBatch {
  /// Who is told the same.
  ///
  /// @param user empty for all viewers whom none of the updates is about
  /// @param from the first update that it has not been shown
  private record Audience(Optional<String> user, long from) {}

  private final List<Told.Audiences> updates = new ArrayList<>();
  private final Set<String> concerned = new HashSet<>();
  private final Map<Audience, BroadcastBatch> several = new HashMap<>();
  private final long first;

  /// @param updates at least one, each with the number after the one before
  UpdateBatch(List<Told> updates) {
    this.first = updates.getFirst().sequence();
    for (Told told : updates) {
      this.updates.add(told.audiences());
      concerned.addAll(told.concerned());
    }
  }

  int size() {
    return updates.size();
  }

  /// Tells a member what it has not been shown; how many updates these were.
  int tell(Member member) {
    long from = Math.max(first, member.shown() + 1);
    int skipped = (int) Math.min(from - first, updates.size());
    int count = updates.size() - skipped;
    if (count == 1) {
      member.send(updates.getLast().of(member.user()));
    } else if (count > 1) {
      member.send(several(new Audience(member.user().filter(concerned::contains), from)));
    }
    return count;
  }

  private BroadcastBatch several(Audience audience) {
    return several.computeIfAbsent(
        audience,
        key -> {
          List<Broadcast> parts = new ArrayList<>();
          updates
              .subList((int) (key.from - first), updates.size())
              .forEach(update -> parts.add(update.of(key.user)));
          return new BroadcastBatch(parts);
        });
  }

  /// When they were decided, by the log.
  List<Long> atMs() {
    return updates.stream().map(Told.Audiences::atMs).toList();
  }

  /// How many different broadcasts were made.
  int made() {
    return updates.stream().mapToInt(Told.Audiences::made).sum();
  }
}
