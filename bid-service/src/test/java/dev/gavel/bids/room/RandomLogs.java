package dev.gavel.bids.room;

import dev.gavel.model.Amount;
import dev.gavel.model.Author;
import dev.gavel.model.CommandCodec;
import dev.gavel.model.Increments;
import dev.gavel.model.Place;
import dev.gavel.model.Role;
import dev.gavel.model.RoomCommand;
import dev.gavel.model.RoomTerms;
import dev.gavel.model.Wish;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;

/// Logs of one room by seed: few bidders, few amounts, little time, so that much collides.
final class RandomLogs {
  static final String SELLER = "S";
  static final Author STAFF = new Author("staff", Role.STAFF);
  static final Author WORKER = new Author("worker", Role.WORKER);
  static final List<String> BIDDERS = List.of("A", "B", "C", "D", SELLER);
  private static final CommandCodec CODEC = new CommandCodec();
  private static final int MAX_COMMANDS = 80;

  private final Random random;
  private final List<LogEntry> log = new ArrayList<>();
  private long timeMs;

  private RandomLogs(long seed) {
    this.random = new Random(seed);
  }

  static List<LogEntry> log(long seed, boolean outages) {
    RandomLogs logs = new RandomLogs(seed);
    logs.add("open", STAFF, RoomCommand.NO_DEADLINE, new Wish.Open(logs.terms(outages)));
    for (int n = logs.random.nextInt(MAX_COMMANDS); n > 0; n--) {
      logs.next();
    }
    return logs.log;
  }

  /// Maxima of distinct bidders, as many as amounts, in a room without reserve or end.
  static List<LogEntry> maxima(List<Long> amounts) {
    RandomLogs logs = new RandomLogs(0);
    logs.add("open", STAFF, RoomCommand.NO_DEADLINE, new Wish.Open(auctioneer()));
    for (int i = 0; i < amounts.size(); i++) {
      Wish wish = new Wish.Maximum(new Amount.Exact(amounts.get(i)));
      logs.add("c", new Author("b" + i, Role.BIDDER), RoomCommand.NO_DEADLINE, wish);
    }
    return logs.log;
  }

  static LogEntry entry(Place place, long timeMs, RoomCommand command) {
    return new LogEntry(place, timeMs, CODEC.write(command), command);
  }

  static LogEntry tick(Place place, long timeMs) {
    return entry(
        place,
        timeMs,
        new RoomCommand("room", "t", WORKER, RoomCommand.NO_DEADLINE, new Wish.Tick()));
  }

  /// The same entries at places that count from 0 again.
  static List<LogEntry> renumbered(List<LogEntry> log) {
    List<LogEntry> again = new ArrayList<>();
    for (LogEntry entry : log) {
      again.add(entry(new Place(0, again.size()), entry.appendedAtMs(), entry.command()));
    }
    return again;
  }

  private void next() {
    timeMs = Math.max(0, timeMs + random.nextInt(-200, 2_500));
    switch (random.nextInt(10)) {
      case 0 -> add("t", WORKER, RoomCommand.NO_DEADLINE, new Wish.Tick());
      case 1, 2, 3 -> add(id(), bidder(), deadline(), new Wish.Maximum(amount()));
      case 4 -> again();
      case 5, 6 -> add(id(), staff(), deadline(), staffWish());
      default -> add(id(), bidder(), deadline(), new Wish.Bid(amount()));
    }
  }

  private void again() {
    RoomCommand before = log.get(random.nextInt(log.size())).command();
    add(before.id(), before.by(), before.notAfterMs(), before.wish());
  }

  private Wish staffWish() {
    String who = BIDDERS.get(random.nextInt(BIDDERS.size()));
    return switch (random.nextInt(20)) {
      case 0 -> new Wish.Pause("");
      case 1, 2 -> new Wish.Resume();
      case 3 -> new Wish.FairWarning(1 + random.nextInt(2));
      case 4 -> new Wish.Hammer();
      case 5 -> new Wish.Pass();
      case 6, 7 -> new Wish.SetAsk(amount());
      case 8 -> new Wish.FloorBid(1 + random.nextInt(2), amount());
      case 9, 10 -> new Wish.VoidBid(1 + random.nextInt(8), "");
      case 11 -> new Wish.Reinstate(1 + random.nextInt(8), "");
      case 12, 13 -> new Wish.Reopen(timeMs + random.nextInt(-100, 20_000), "");
      case 14 -> random.nextInt(4) == 0 ? new Wish.Withdraw("") : new Wish.Resume();
      case 18 -> new Wish.Postpone(timeMs + random.nextInt(-100, 20_000), "");
      case 15 -> new Wish.Block(who, "");
      case 16 -> new Wish.Unblock(who);
      case 17 -> new Wish.Approve(who);
      default -> new Wish.Limit(who, amount());
    };
  }

  private void add(String id, Author by, long notAfterMs, Wish wish) {
    RoomCommand command = new RoomCommand("room", id, by, notAfterMs, wish);
    log.add(entry(new Place(0, log.size()), timeMs, command));
  }

  private String id() {
    return "c" + random.nextInt(2 * MAX_COMMANDS);
  }

  /// Sometimes somebody who may not, or not all of it.
  private Author staff() {
    return switch (random.nextInt(9)) {
      case 0 -> bidder();
      case 1 -> WORKER;
      default -> STAFF;
    };
  }

  private Author bidder() {
    return new Author(BIDDERS.get(random.nextInt(BIDDERS.size())), Role.BIDDER);
  }

  private long deadline() {
    return random.nextInt(8) == 0
        ? Math.max(0, timeMs + random.nextInt(-50, 50))
        : RoomCommand.NO_DEADLINE;
  }

  private Amount amount() {
    return random.nextInt(20) == 0
        ? Amount.parse(random.nextBoolean() ? "1,000" : "99999999999999999999")
        : new Amount.Exact(80 + random.nextInt(5 + 10 * log.size()));
  }

  private RoomTerms terms(boolean outages) {
    boolean timed = one(3, 2);
    long opensAtMs = one(4, 1) ? 2_000 : 0;
    long closesAtMs = timed ? opensAtMs + 1 + random.nextInt(60_000) : 0;
    return new RoomTerms(
        RoomTerms.RULES,
        "item",
        SELLER,
        "KRW",
        timed ? RoomTerms.Mode.TIMED : RoomTerms.Mode.AUCTIONEER,
        100,
        one(2, 1) ? OptionalLong.of(100 + random.nextInt(600)) : OptionalLong.empty(),
        table(),
        opensAtMs,
        closesAtMs,
        softClose(),
        timed ? random.nextInt(2) * (closesAtMs + random.nextInt(20_000)) : 0,
        outages ? 2_000 : 0,
        outages ? 5_000 : 0,
        Optional.of(List.of("A", "B")).filter(_ -> one(4, 1)),
        one(4, 1) ? List.of("C") : List.of(),
        one(4, 1) ? Map.of("A", 300L) : Map.of());
  }

  private RoomTerms.SoftClose softClose() {
    RoomTerms.SoftClose.Extend extend =
        one(2, 1) ? RoomTerms.SoftClose.Extend.RESET : RoomTerms.SoftClose.Extend.ADD;
    return new RoomTerms.SoftClose(extend, random.nextInt(10_000), random.nextInt(10_000));
  }

  private boolean one(int of, int times) {
    return random.nextInt(of) < times;
  }

  private Increments table() {
    return new Increments(
        "random",
        List.of(
            new Increments.Tier(0, 1 + random.nextInt(20)),
            new Increments.Tier(200, 1 + random.nextInt(30))));
  }

  static RoomTerms auctioneer() {
    return new RoomTerms(
        RoomTerms.RULES,
        "item",
        SELLER,
        "KRW",
        RoomTerms.Mode.AUCTIONEER,
        100,
        OptionalLong.empty(),
        new Increments("one", List.of(new Increments.Tier(0, 10))),
        0,
        0,
        new RoomTerms.SoftClose(RoomTerms.SoftClose.Extend.RESET, 0, 0),
        0,
        0,
        0,
        Optional.empty(),
        List.of(),
        Map.of());
  }
}
