package dev.gavel.bids.room;

import dev.gavel.model.Amount;
import dev.gavel.model.Author;
import dev.gavel.model.Place;
import dev.gavel.model.Role;
import dev.gavel.model.RoomCommand;
import dev.gavel.model.Wish;
import java.util.ArrayList;
import java.util.List;

/// Logs of one hot room for measuring: a thousand bidders, ids as clients make them.
public final class BenchmarkLogs {
  private static final int BIDDERS = 1_000;
  private static final long STEP = 10;

  /// What the bids of a log are like.
  public enum Kind {
    /// Every bid leads.
    EXACT,
    /// Every maximum meets another's, half of them lead.
    MAXIMUM,
    /// Every bid is too low.
    REFUSED,
    /// One of two is too low, every tenth is a maximum: a hot room's last minute.
    MIXED
  }

  private BenchmarkLogs() {}

  /// An opening, then `bids` bids.
  public static List<LogEntry> log(Kind kind, int bids) {
    List<LogEntry> log = new ArrayList<>(bids + 1);
    log.add(entry(0, RandomLogs.STAFF, "open", new Wish.Open(RandomLogs.auctioneer())));
    for (int i = 1; i <= bids; i++) {
      Author by = new Author("64f1c0ffee00000000" + (100_000 + i % BIDDERS), Role.BIDDER);
      String id = "5f0c1e9a-7d3b-4c55-9e1f-" + (100_000_000_000L + i);
      log.add(entry(i, by, id, wish(kind, i)));
    }
    return log;
  }

  private static Wish wish(Kind kind, int i) {
    long rising = 100 + 2 * STEP * i;
    return switch (kind) {
      case EXACT -> new Wish.Bid(new Amount.Exact(rising));
      case MAXIMUM -> new Wish.Maximum(new Amount.Exact(rising + 15 * STEP * (i % 2)));
      case REFUSED -> new Wish.Bid(new Amount.Exact(50));
      case MIXED ->
          i % 2 == 0
              ? new Wish.Bid(new Amount.Exact(50))
              : i % 10 == 1
                  ? new Wish.Maximum(new Amount.Exact(rising))
                  : new Wish.Bid(new Amount.Exact(rising));
    };
  }

  private static LogEntry entry(int i, Author by, String id, Wish wish) {
    return RandomLogs.entry(
        new Place(0, i), i, new RoomCommand("room-1", id, by, RoomCommand.NO_DEADLINE, wish));
  }
}
