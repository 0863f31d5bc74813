package dev.gavel.model;

import java.util.List;

/// A named table of increments (호가). At a price, the step is that of the highest tier whose `from`
/// is at most the price (`from` is inclusive).
///
/// @param tiers ascending, first from 0, 1 to [#MAX_TIERS] of them, every step positive
public record Increments(String name, List<Tier> tiers) {
  public static final int MAX_TIERS = 64;

  /// One line of the table, in minor units.
  public record Tier(long from, long step) {}

  public Increments {
    tiers = List.copyOf(tiers);
    if (tiers.isEmpty() || tiers.size() > MAX_TIERS || tiers.getFirst().from() != 0) {
      throw new IllegalArgumentException("an increment table starts at 0 and has 1 to 64 tiers");
    }
    long previous = -1;
    for (Tier tier : tiers) {
      if (tier.from() <= previous || tier.from() > Amount.MAX_MINOR) {
        throw new IllegalArgumentException("tiers ascend: " + tier);
      }
      // So that a price and a step never overflow.
      if (tier.step() <= 0 || tier.step() > Amount.MAX_MINOR) {
        throw new IllegalArgumentException("a step is an amount: " + tier);
      }
      previous = tier.from();
    }
  }

  /// Least rise at `price`.
  public long step(long price) {
    long step = tiers.getFirst().step();
    for (int i = 1; i < tiers.size() && tiers.get(i).from() <= price; i++) {
      step = tiers.get(i).step();
    }
    return step;
  }
}
