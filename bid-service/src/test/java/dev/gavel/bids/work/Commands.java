package dev.gavel.bids.work;

import dev.gavel.model.Amount;
import dev.gavel.model.Author;
import dev.gavel.model.IncrementTables;
import dev.gavel.model.Role;
import dev.gavel.model.RoomCommand;
import dev.gavel.model.RoomTerms;
import dev.gavel.model.Wish;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Commands as gateways send them.
public final class Commands {
  private static final Author STAFF = new Author("staff", Role.STAFF);

  private Commands() {}

  public static RoomCommand open(String room, long opensAtMs, long closesAtMs) {
    return staff(room, "open", new Wish.Open(terms(opensAtMs, closesAtMs)));
  }

  /// A room with a soft close of so long, that another follows by so much.
  static RoomCommand openBefore(String room, RoomTerms.NextLot next, long closesAtMs, long softMs) {
    RoomTerms terms =
        terms(Math.max(0, closesAtMs - 3_600_000), closesAtMs, softMs).followedBy(next);
    return staff(room, "open", new Wish.Open(terms));
  }

  /// A room of that kind that none follows.
  static RoomCommand openLast(String room, long closesAtMs, long softMs) {
    return staff(
        room,
        "open",
        new Wish.Open(terms(Math.max(0, closesAtMs - 3_600_000), closesAtMs, softMs)));
  }

  public static RoomCommand staff(String room, String id, Wish wish) {
    return new RoomCommand(room, id, STAFF, RoomCommand.NO_DEADLINE, wish);
  }

  public static RoomCommand bid(String room, String bidder, String id, long amount) {
    return new RoomCommand(
        room,
        id,
        new Author(bidder, Role.BIDDER),
        RoomCommand.NO_DEADLINE,
        new Wish.Bid(new Amount.Exact(amount)));
  }

  static RoomTerms terms(long opensAtMs, long closesAtMs) {
    return terms(opensAtMs, closesAtMs, 0);
  }

  private static RoomTerms terms(long opensAtMs, long closesAtMs, long softMs) {
    return new RoomTerms(
        RoomTerms.RULES,
        "item",
        "seller",
        "KRW",
        RoomTerms.Mode.TIMED,
        100_000,
        OptionalLong.empty(),
        IncrementTables.KRW_ONLINE,
        opensAtMs,
        closesAtMs,
        new RoomTerms.SoftClose(RoomTerms.SoftClose.Extend.RESET, softMs, softMs),
        0,
        0,
        0,
        Optional.empty(),
        List.of(),
        Map.of());
  }
}
