package dev.gavel.bids.work;

import dev.gavel.bids.home.Home;
import java.util.Optional;

/// A partition while this worker has it. Its home is used by one thread at a time: the deciding
/// one, or the [RoomLookup] that it is lent to. What is asked here may be asked by any.
final class AssignedPartition {
  private final int number;
  private final Home home;
  private volatile Optional<String> halted = Optional.empty();
  private volatile Optional<String> broken = Optional.empty();

  AssignedPartition(int number, Home home) {
    this.number = number;
    this.home = home;
  }

  int number() {
    return number;
  }

  Home home() {
    return home;
  }

  /// Nothing more of it is decided until a restart; what is decided is still committed.
  void halt(String why) {
    halted = Optional.of(why);
  }

  /// Committing it failed in a way that trying again does not help.
  void breakDown(String why) {
    broken = Optional.of(why);
  }

  /// Why it cannot be committed.
  Optional<String> broken() {
    return broken;
  }

  /// Whether what was decided of it is still to be committed from here.
  boolean commits() {
    return broken.isEmpty() && !home.left();
  }

  /// Whether more of it is to be decided here.
  boolean decides() {
    return commits() && halted.isEmpty();
  }
}
