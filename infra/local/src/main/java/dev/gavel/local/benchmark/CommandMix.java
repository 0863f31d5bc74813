package dev.gavel.local.benchmark;

import dev.gavel.model.Amount;
import dev.gavel.model.Author;
import dev.gavel.model.Role;
import dev.gavel.model.RoomCommand;
import dev.gavel.model.Wish;
import java.util.List;
import java.util.SplittableRandom;

/// The bids of one room as a log has them: 20 of 100 enough, 10 maxima, 70 too low, by bidders in
/// turn. Amounts rise by more than any step of the tables, so no answer is needed to know the next.
final class CommandMix {
  private static final long RISE = 10_000_000;
  private static final int ENOUGH_OF_100 = 20;
  private static final int MAXIMA_OF_100 = 10;

  private final String room;
  private final List<String> bidders;
  private final SplittableRandom random;
  private final String mark;
  private long top = RISE;
  private long number;
  private int turn;

  /// @param mark first part of each command's id
  CommandMix(String room, List<String> bidders, String mark, long seed) {
    this.room = room;
    this.bidders = List.copyOf(bidders);
    this.mark = mark;
    this.random = new SplittableRandom(seed);
  }

  RoomCommand next() {
    int kind = random.nextInt(100);
    Wish wish;
    if (kind < ENOUGH_OF_100) {
      top += RISE;
      wish = new Wish.Bid(new Amount.Exact(top));
    } else if (kind < ENOUGH_OF_100 + MAXIMA_OF_100) {
      wish = new Wish.Maximum(new Amount.Exact(top + 3 * RISE));
    } else {
      wish = new Wish.Bid(new Amount.Exact(1 + random.nextLong(RISE / 2)));
    }
    Author by = new Author(bidders.get(turn++ % bidders.size()), Role.BIDDER);
    return new RoomCommand(room, mark + number++, by, RoomCommand.NO_DEADLINE, wish);
  }
}
