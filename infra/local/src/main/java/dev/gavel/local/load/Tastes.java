package dev.gavel.local.load;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/// What bidders bid.
final class Tastes {
  private Tastes() {}

  /// Mostly too little, as seen in hot rooms; now and then enough.
  ///
  /// @param winning the share of offers that are enough, as far as the bidder can know
  static Bidder.Taste crowd(double winning) {
    return seat -> {
      long enough = seat.board().minimum();
      boolean wins =
          seat.board().leader() != seat.user()
              && ThreadLocalRandom.current().nextDouble() < winning;
      return new Bidder.Offer("price", wins ? enough : Math.max(1, enough - 1));
    };
  }

  /// A maximum far above everything before: the room must not climb there step by step.
  ///
  /// @param rise from one maximum to the next
  static Bidder.Taste duel(long rise) {
    AtomicLong top = new AtomicLong(rise);
    return _ -> new Bidder.Offer("max", top.getAndAdd(rise));
  }
}
