package dev.gavel.gateway.presence;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The seats that gateways hold in rooms: one a person and gateway. Never throws; answers empty,
/// soon, while the store is away.
public interface Seats extends AutoCloseable {

  /// What changed in a room, maybe nothing.
  ///
  /// @param joined users who were not there before
  /// @param left users who are there no more
  /// @param people everybody, after the change
  record Change(String room, List<String> joined, List<String> left, People people) {}

  /// Takes a seat of this gateway, for `lifeMs`.
  Optional<Change> sit(String room, String who);

  /// Gives seats of this gateway up, in `graceMs`, unless they are taken again.
  Optional<Change> rise(String room, List<String> who);

  /// Takes seats again, for `lifeMs` from now; those that the store has forgotten come back without
  /// being told as new. With nobody, only what is over is noticed.
  Optional<Change> beat(String room, List<String> who);

  /// Hears what other gateways changed in watched rooms; some may be missed. What this one changes
  /// is answered to it. Must not block. Call once, first.
  void listen(Consumer<Change> heard);

  void watch(String room);

  void unwatch(String room);

  /// Watches again what a break of the line may have lost.
  void rewatch();

  @Override
  void close();
}
