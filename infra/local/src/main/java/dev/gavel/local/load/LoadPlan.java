package dev.gavel.local.load;

/// What to do, checked.
///
/// @param viewers seats a room that only watch
/// @param bidders seats that bid, over all rooms
/// @param closedLoop a bidder waits for its answer before it bids again
/// @param tongue who speaks which protocol
/// @param loops threads that read
/// @param phases what comes before and after the time that is measured
record LoadPlan(
    Scenario scenario,
    int rooms,
    int viewers,
    int bidders,
    double offersPerS,
    double winning,
    int seconds,
    boolean closedLoop,
    Tongue tongue,
    int loops,
    long seed,
    Phases phases) {
  static final int MAX_SEATS = 40_000;
  static final int MAX_SECONDS = 600;
  static final int MAX_OFFERS_PER_S = 200_000;

  /// Which of the two protocols; `BOTH` by turns.
  enum Tongue {
    SOCKETIO,
    PLAIN,
    BOTH
  }

  /// Bids before and after those that are measured.
  ///
  /// @param warmSeconds how long bids come that are not measured; 0 for none
  /// @param afterSeconds how long bids come afterwards that show when all is well again; 0 for none
  record Phases(int warmSeconds, double warmPerS, int afterSeconds, double afterPerS) {
    static final Phases NONE = new Phases(0, 1, 0, 1);
  }

  LoadPlan {
    within("--warm-seconds", phases.warmSeconds(), 0, MAX_SECONDS);
    within("--warm-rate", Math.round(phases.warmPerS()), 1, MAX_OFFERS_PER_S);
    within("--after-seconds", phases.afterSeconds(), 0, MAX_SECONDS);
    within("--after-rate", Math.round(phases.afterPerS()), 1, MAX_OFFERS_PER_S);
    within("--rooms", rooms, 1, 5_000);
    within("--viewers", viewers, 0, MAX_SEATS);
    within("--bidders", bidders, 1, MAX_SEATS);
    within("seats", (long) rooms * viewers + bidders, 1, MAX_SEATS);
    within("--rate", Math.round(offersPerS), 1, MAX_OFFERS_PER_S);
    within("--seconds", seconds, 1, MAX_SECONDS);
    within("--threads", loops, 1, 8);
    if (winning < 0 || winning > 1) {
      throw new IllegalArgumentException("--winning: 0 to 1, not " + winning);
    }
  }

  private static void within(String what, long value, long min, long max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException("%s: %d to %d, not %d".formatted(what, min, max, value));
    }
  }

  /// How long bids are sent, all phases together.
  int allSeconds() {
    return phases.warmSeconds() + seconds + phases.afterSeconds();
  }

  int seats() {
    return rooms * viewers + bidders;
  }
}
