package dev.gavel.gateway.hub;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// When a room's updates go out: at once after a rest, together under load. Used in the room's turn
/// alone.
final class RoomBroadcasts {
  private final LiveRoom room;
  private final RoomScheduler scheduler;
  private final BroadcastPause pause;
  private final Consumer<Runnable> turn;
  private final List<Runnable> afterwards = new ArrayList<>(0);
  private long lastNanos;
  private boolean isScheduled;

  /// @param turn does something in the room's turn
  RoomBroadcasts(LiveRoom room, RoomSources sources, Consumer<Runnable> turn) {
    this.room = room;
    this.scheduler = sources.scheduler();
    this.pause = sources.pause();
    this.turn = turn;
    this.lastNanos = scheduler.nanos() - pause.longestNanos();
  }

  /// Sends what is due, and sees to it that the rest is sent in its time. Follows everything that
  /// may have brought updates.
  void settle() {
    Members.Pending pending = room.pending();
    if (pending.isEmpty()) {
      runAfterwards();
      return;
    }
    long nowNanos = scheduler.nanos();
    long restNanos = lastNanos + pause.nanos(pending.members()) - nowNanos;
    if (pending.areDue() || restNanos <= 0) {
      lastNanos = nowNanos;
      room.flush();
      runAfterwards();
    } else if (!isScheduled) {
      isScheduled = true;
      scheduler.after(restNanos, () -> turn.accept(this::wake));
    }
  }

  private void wake() {
    isScheduled = false;
    settle();
  }

  /// Runs when everything that was taken in so far has been sent.
  void afterwards(Runnable then) {
    afterwards.add(then);
  }

  private void runAfterwards() {
    if (!afterwards.isEmpty()) {
      List<Runnable> due = List.copyOf(afterwards);
      afterwards.clear();
      due.forEach(Runnable::run);
    }
  }
}
