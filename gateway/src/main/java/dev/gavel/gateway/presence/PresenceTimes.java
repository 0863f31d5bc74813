package dev.gavel.gateway.presence;

/// How patient presence is.
///
/// @param graceMs absence that nobody notices: a refresh, a change of gateway
/// @param lifeMs a seat whose gateway is dead is free after this
/// @param beatMs how often a gateway says that its seats are taken; a third of `lifeMs` at most
/// @param tellMs least time between two tellings of one room
public record PresenceTimes(long graceMs, long lifeMs, long beatMs, long tellMs) {
  public PresenceTimes {
    if (graceMs <= 0 || tellMs <= 0 || beatMs <= 0 || lifeMs < 3 * beatMs) {
      throw new IllegalArgumentException("presence: a seat must live three beats at least");
    }
  }

  /// A dead gateway's people are gone everywhere after 25 s.
  public static PresenceTimes defaults() {
    return new PresenceTimes(10_000, 20_000, 5_000, 250);
  }
}
