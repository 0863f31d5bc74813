package dev.gavel.gateway.hub;

import java.util.concurrent.TimeUnit;

/// How long a room lets its updates gather before the next broadcast. Pure.
///
/// A broadcast costs its members' writes: some 4 to 8 µs of CPU for each, most of it the kernel's.
/// So the pause grows with the members. A room then spends about a fifth of one core on broadcasts,
/// until the longest pause is reached, and a small room does not wait noticeably. It goes by a
/// constant, not by a measured time: on a busy machine that would say most about the others, and
/// the event loops' part of the cost is not seen from here.
///
/// @param longestNanos 0: no update waits for another
record BroadcastPause(long longestNanos) {
  /// Five times what a write is taken to cost.
  static final long NANOS_PER_MEMBER = 32_000;

  static BroadcastPause ofMs(int longestMs) {
    return new BroadcastPause(TimeUnit.MILLISECONDS.toNanos(longestMs));
  }

  /// How long after one broadcast began the next may begin.
  long nanos(int members) {
    return Math.min(longestNanos, members * NANOS_PER_MEMBER);
  }
}
