package dev.gavel.model;

/// What a command asks for. Codes (`op` on the wire) are in the README's table of commands.
public sealed interface Wish {

  /// Longest reason that is kept.
  int MAX_REASON_CHARS = 500;

  int MAX_FAIR_WARNINGS = 2;
  int MAX_PADDLE = 999_999;

  /// Author of what follows from another room, and what ids and reasons of such commands begin
  /// with.
  String CASCADE = "cascade";

  /// What bidder ids of the floor and the phones begin with; no user's id may.
  String FLOOR = "floor:";

  /// The op code, as on the wire.
  default String op() {
    return switch (this) {
      case Bid _ -> "bid";
      case Maximum _ -> "max";
      case Open _ -> "open";
      case Pause _ -> "pause";
      case Resume _ -> "resume";
      case FairWarning _ -> "warn";
      case Hammer _ -> "hammer";
      case Pass _ -> "pass";
      case SetAsk _ -> "ask";
      case FloorBid _ -> "floor";
      case VoidBid _ -> "void";
      case Reinstate _ -> "reinstate";
      case Reopen _ -> "reopen";
      case Postpone _ -> "postpone";
      case Withdraw _ -> "withdraw";
      case Block _ -> "block";
      case Unblock _ -> "unblock";
      case Approve _ -> "approve";
      case Limit _ -> "limit";
      case Tick _ -> "tick";
    };
  }

  /// Given by bidders.
  sealed interface BidderWish extends Wish {}

  /// Given by staff: who may bid; allowed before opening and while paused.
  sealed interface PeopleWish extends Wish {}

  /// Given by staff: what happens to the room.
  sealed interface StaffWish extends Wish {}

  /// Given by staff in a room that an auctioneer runs.
  sealed interface AuctioneerWish extends StaffWish {}

  /// Exactly this amount (1회응찰).
  record Bid(Amount amount) implements BidderWish {}

  /// Up to this amount (자동응찰).
  record Maximum(Amount amount) implements BidderWish {}

  /// Creates the room in the log; all its terms travel here.
  record Open(RoomTerms terms) implements StaffWish {}

  record Pause(String reason) implements StaffWish {}

  record Resume() implements StaffWish {}

  /// First or second fair warning.
  record FairWarning(int count) implements AuctioneerWish {}

  record Hammer() implements AuctioneerWish {}

  record Pass() implements AuctioneerWish {}

  record SetAsk(Amount amount) implements AuctioneerWish {}

  /// A bid from the floor or phone, by `floor:PADDLE`.
  record FloorBid(int paddle, Amount amount) implements AuctioneerWish {}

  /// Takes one accepted bid, by its number in the room, out.
  record VoidBid(long bid, String reason) implements StaffWish {}

  record Reinstate(long bid, String reason) implements StaffWish {}

  /// Opens a closed room again.
  ///
  /// @param endsAtMs the new end of a timed room; 0 in an auctioneer room
  record Reopen(long endsAtMs, String reason) implements StaffWish {}

  /// Moves the end of a timed room to a later time. Besides staff, the worker gives it: when the
  /// lot before ends later (`cascade`), with a reason that names that lot's room and the sequence
  /// of the update that moved its end.
  record Postpone(long closesAtMs, String reason) implements StaffWish {}

  record Withdraw(String reason) implements StaffWish {}

  record Block(String bidder, String reason) implements PeopleWish {}

  record Unblock(String bidder) implements PeopleWish {}

  record Approve(String bidder) implements PeopleWish {}

  record Limit(String bidder, Amount amount) implements PeopleWish {}

  /// Time passes; changes no result, only makes a close visible sooner.
  record Tick() implements Wish {}
}
