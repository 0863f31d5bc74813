package dev.gavel.gateway.hub;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/// Tries again to fill a room's gap: one attempt waits at a time, and each waits longer than the
/// one before. Used in the room's turn alone.
final class GapRetry {
  static final long FIRST_MS = 500;
  static final long LONGEST_MS = 8_000;

  private final RoomScheduler scheduler;
  private final Consumer<Runnable> turn;
  private long pauseMs = FIRST_MS;
  private long wanted;
  private boolean isWaiting;

  /// Which attempt is the one that waits: an earlier one's alarm means nothing any more.
  private long number;

  /// @param turn does something in the room's turn
  GapRetry(RoomScheduler scheduler, Consumer<Runnable> turn) {
    this.scheduler = scheduler;
    this.turn = turn;
  }

  /// Whether an attempt is to come: what is found missing meanwhile is left to it.
  boolean isWaiting() {
    return isWaiting;
  }

  /// An attempt has failed.
  ///
  /// @param upTo the sequence that is wanted at least; `attempt` is given the highest so far
  void failed(long upTo, LongConsumer attempt) {
    wanted = Math.max(wanted, upTo);
    if (isWaiting) {
      return;
    }
    isWaiting = true;
    long mine = ++number;
    scheduler.after(
        TimeUnit.MILLISECONDS.toNanos(pauseMs), () -> turn.accept(() -> again(mine, attempt)));
    pauseMs = Math.min(LONGEST_MS, pauseMs * 2);
  }

  private void again(long mine, LongConsumer attempt) {
    if (mine == number && isWaiting) {
      isWaiting = false;
      attempt.accept(wanted);
    }
  }

  /// Nothing is missing any more.
  void succeeded() {
    pauseMs = FIRST_MS;
    wanted = 0;
    isWaiting = false;
  }
}
