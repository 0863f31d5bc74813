package dev.gavel.bids.work;

import dev.gavel.bids.home.Home;
import java.util.Optional;

/// A partition while this worker has it. The deciding thread owns its home; the storing thread asks
/// only whether anything of it need still be stored.
final class Seat {
  private final int partition;
  private final Home home;
  private volatile Optional<String> broken = Optional.empty();

  Seat(int partition, Home home) {
    this.partition = partition;
    this.home = home;
  }

  int partition() {
    return partition;
  }

  Home home() {
    return home;
  }

  /// Storing it failed in a way that trying again does not help.
  void breakDown(String why) {
    broken = Optional.of(why);
  }

  /// Why it cannot be stored.
  Optional<String> broken() {
    return broken;
  }

  /// Whether what was decided of it is still to be stored from here.
  boolean stores() {
    return broken.isEmpty() && !home.left();
  }

  /// Whether more of it is to be decided here.
  boolean decides() {
    return stores() && home.halted().isEmpty();
  }
}
