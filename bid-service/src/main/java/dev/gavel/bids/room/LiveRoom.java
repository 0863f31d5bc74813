package dev.gavel.bids.room;

import dev.gavel.model.Decision;
import dev.gavel.model.Place;
import dev.gavel.model.ReceiptChain;
import dev.gavel.model.RoomTerms;
import java.util.Optional;
import java.util.OptionalLong;

/// One room, folded from its log: the same log gives the same decisions, the same state and the
/// same receipts, on any machine. Not thread-safe.
public final class LiveRoom {
  private final String name;
  private final RoomFold fold;
  private final ReceiptChain receipts = new ReceiptChain();
  private Place place = new Place(0, -1);
  private String receipt = ReceiptChain.NONE;

  private LiveRoom(String name) {
    this.name = name;
    this.fold = new RoomFold(name);
  }

  /// A room before its first entry.
  public static LiveRoom unopened(String room) {
    return new LiveRoom(room);
  }

  /// Decides the next entry of this room's log, applies it and chains the receipt.
  public Decision decide(LogEntry entry) {
    Decision unsealed = fold.decide(entry, "");
    String sealed = receipts.add(entry.bytes(), entry.place(), entry.appendedAtMs(), unsealed);
    if (fold.room() instanceof Room.Opened) {
      place = entry.place();
      receipt = sealed;
    } else {
      // Leaves nothing behind but where the room would be.
      place = new Place(entry.place().partition(), -1);
      receipts.clear();
    }
    return unsealed.withReceipt(sealed);
  }

  public RoomView view() {
    return switch (fold.room()) {
      case Room.Unopened unopened -> view(0, Optional.empty(), unopened);
      case Room.Opened opened -> view(opened.hours().nowMs(), Optional.of(opened.terms()), opened);
    };
  }

  /// The head of the room's chain of receipts.
  public String receipt() {
    return receipt;
  }

  /// Which offers of a bid's bidder stand; empty when there is no such bid. Costs as much as the
  /// room has bids.
  public Optional<Offers> offers(long bid) {
    return fold.room() instanceof Room.Opened opened
        ? opened.ledger().offers(bid)
        : Optional.empty();
  }

  public boolean closed() {
    return fold.room() instanceof Room.Opened opened && opened.hours().closed();
  }

  /// The lot that is postponed when this one ends later.
  public Optional<RoomTerms.NextLot> next() {
    return fold.room() instanceof Room.Opened opened ? opened.terms().next() : Optional.empty();
  }

  /// When a tick must next stand in the log; in the past when it is overdue, empty when none is
  /// needed.
  public OptionalLong nextTickAtMs(long nowMs) {
    return fold.room() instanceof Room.Opened opened
        ? opened.hours().nextTickAtMs(nowMs, opened.terms().outageGapMs())
        : OptionalLong.empty();
  }

  private RoomView view(long atMs, Optional<RoomTerms> terms, Room room) {
    return new RoomView(name, place, atMs, fold.sequence(), receipt, terms, room.standing());
  }
}
