package dev.gavel.bids.log;

import java.util.Set;

/// What the log holds is not what rooms may be judged by: another clock than the broker's, or
/// records that were there and are gone. Trying again does not help; somebody has to look.
public final class LogUnusable extends Exception {
  private static final long serialVersionUID = 1;

  // Exceptions are serializable in name only here.
  @SuppressWarnings("serial")
  private final Set<Integer> partitions;

  public LogUnusable(Set<Integer> partitions, String why) {
    super(why);
    this.partitions = Set.copyOf(partitions);
  }

  /// Those that must not be read on.
  public Set<Integer> partitions() {
    return partitions;
  }
}
