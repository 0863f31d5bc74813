package dev.gavel.bids.verify;

import dev.gavel.bids.room.LiveRoom;
import dev.gavel.bids.room.LogEntry;
import dev.gavel.model.Amount;
import dev.gavel.model.Author;
import dev.gavel.model.CommandCodec;
import dev.gavel.model.Decision;
import dev.gavel.model.IncrementTables;
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

/// A small sale: each kind of answer, a soft close, a close by the clock and a late bid. Commands
/// stand at every second offset from the first on, so that two sales fit into one partition.
final class Sale {
  static final int LATE_BID = 12;
  private static final CommandCodec CODEC = new CommandCodec();
  private static final Author STAFF = new Author("staff", Role.STAFF);
  private static final Author ANNE = new Author("anne", Role.BIDDER);
  private static final Author BO = new Author("bo", Role.BIDDER);
  private static final Author WORKER = new Author("worker", Role.WORKER);

  private final String room;
  private final int partition;
  private final List<LogEntry> log = new ArrayList<>();
  private long offset;
  private long step = 2;

  private Sale(String room, int partition, long firstOffset) {
    this.room = room;
    this.partition = partition;
    this.offset = firstOffset;
  }

  static List<LogEntry> log(String room, int partition, long firstOffset) {
    Sale sale = new Sale(room, partition, firstOffset);
    sale.add(1_000, STAFF, new Wish.Open(terms(100_000)));
    sale.add(2_000, STAFF, new Wish.Approve("anne"));
    sale.add(3_000, BO, new Wish.Bid(new Amount.Exact(90_000))); // refused
    sale.add(4_000, ANNE, new Wish.Bid(new Amount.Exact(150_000)));
    sale.add(5_000, BO, new Wish.Maximum(new Amount.Exact(400_000)));
    sale.add(6_000, ANNE, new Wish.Bid(new Amount.Exact(350_000))); // outbid at once
    sale.add(6_000, BO, new Wish.Bid(new Amount.Exact(900_000))); // leads already
    sale.add(7_000, BO, new Wish.Maximum(new Amount.Exact(600_000)));
    sale.again(5);
    sale.add(8_000, ANNE, new Wish.Bid(Amount.parse("1,000")));
    sale.add(95_000, ANNE, new Wish.Bid(new Amount.Exact(700_000))); // extends
    sale.add(125_000, WORKER, new Wish.Tick()); // closes
    sale.add(126_000, BO, new Wish.Bid(new Amount.Exact(800_000))); // late
    return sale.log;
  }

  /// So many bids, each higher than the one before, of thirty bidders.
  static List<LogEntry> longLog(String room, int bids) {
    Sale sale = new Sale(room, 0, 0);
    sale.step = 1;
    sale.add(1_000, STAFF, new Wish.Open(terms(100_000)));
    for (int i = 1; i <= bids; i++) {
      Author bidder = new Author("b" + i % 30, Role.BIDDER);
      sale.add(2_000, bidder, new Wish.Bid(new Amount.Exact(10_000_000L * i)));
    }
    return sale.log;
  }

  static RoomTerms terms(long closesAtMs) {
    return new RoomTerms(
        RoomTerms.RULES,
        "item-1",
        "seller",
        "KRW",
        RoomTerms.Mode.TIMED,
        100_000,
        OptionalLong.of(300_000),
        IncrementTables.KRW_ONLINE,
        1_000,
        closesAtMs,
        new RoomTerms.SoftClose(RoomTerms.SoftClose.Extend.RESET, 30_000, 30_000),
        0,
        0,
        0,
        Optional.empty(),
        List.of(),
        Map.of("anne", 5_000_000L));
  }

  static List<Decision> decisions(List<LogEntry> log) {
    LiveRoom room = LiveRoom.unopened(log.getFirst().command().room());
    return log.stream().map(room::decide).toList();
  }

  /// The same entry with another command.
  static LogEntry with(LogEntry entry, Wish wish) {
    RoomCommand was = entry.command();
    return with(entry, new RoomCommand(was.room(), was.id(), was.by(), was.notAfterMs(), wish));
  }

  static LogEntry with(LogEntry entry, RoomCommand command) {
    return new LogEntry(entry.place(), entry.appendedAtMs(), CODEC.write(command), command);
  }

  private void add(long timeMs, Author by, Wish wish) {
    add(timeMs, new RoomCommand(room, "c" + log.size(), by, RoomCommand.NO_DEADLINE, wish));
  }

  private void again(int index) {
    add(log.getLast().appendedAtMs(), log.get(index).command());
  }

  private void add(long timeMs, RoomCommand command) {
    log.add(new LogEntry(new Place(partition, offset), timeMs, CODEC.write(command), command));
    offset += step;
  }
}
