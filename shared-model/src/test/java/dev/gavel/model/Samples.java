package dev.gavel.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Values that several tests write and read.
final class Samples {
  static final Place PLACE = new Place(3, 42);
  static final Author BIDDER = new Author("u1", Role.BIDDER);
  static final Author STAFF = new Author("s1", Role.STAFF);
  static final String RECEIPT = "ab".repeat(ReceiptChain.BYTES);

  static final RoomTerms TERMS =
      new RoomTerms(
          1,
          "item-1",
          "seller-1",
          "KRW",
          RoomTerms.Mode.TIMED,
          100_000,
          OptionalLong.of(900_000),
          new Increments(
              "small", List.of(new Increments.Tier(0, 10), new Increments.Tier(100, 20))),
          1_000,
          61_000,
          new RoomTerms.SoftClose(RoomTerms.SoftClose.Extend.RESET, 30_000, 30_000),
          0,
          15_000,
          60_000,
          Optional.of(List.of("u1", "u2")),
          List.of("u9"),
          Map.of("u2", 500_000L, "u1", 400_000L));

  static final RoomTerms FOLLOWED = TERMS.followedBy(new RoomTerms.NextLot("r2", 60_000));

  static final Standing STANDING =
      new Standing(
          Standing.Phase.OPEN,
          false,
          OptionalLong.of(150_000),
          Optional.of("u1"),
          OptionalLong.of(200_000),
          OptionalLong.of(61_000),
          Optional.of(false),
          2,
          1,
          Optional.empty());

  private Samples() {}

  static RoomCommand command(Author by, Wish wish) {
    return new RoomCommand("r1", "c1", by, RoomCommand.NO_DEADLINE, wish);
  }

  static RoomUpdate update(RoomEvent event) {
    return new RoomUpdate("r1", PLACE, 7, 2_000, event, STANDING, RECEIPT);
  }

  static Decision decision(Answer answer, RoomUpdate... updates) {
    return new Decision(
        "r1", PLACE, "c1", BIDDER, "bid", 2_000, answer, false, 7, List.of(updates), RECEIPT);
  }

  static List<Wish> wishes() {
    Amount amount = new Amount.Exact(150_000);
    return List.of(
        new Wish.Bid(amount),
        new Wish.Maximum(amount),
        new Wish.Open(TERMS),
        new Wish.Pause("전화 연결"),
        new Wish.Resume(),
        new Wish.FairWarning(2),
        new Wish.Hammer(),
        new Wish.Pass(),
        new Wish.SetAsk(amount),
        new Wish.FloorBid(7, amount),
        new Wish.VoidBid(3, "mistake"),
        new Wish.Reinstate(3, "no mistake"),
        new Wish.Reopen(90_000, "late bid"),
        new Wish.Postpone(91_000, "cascade:r0:7"),
        new Wish.Open(FOLLOWED),
        new Wish.Withdraw("damaged \"frame\"\n"),
        new Wish.Block("u2", "unpaid"),
        new Wish.Unblock("u2"),
        new Wish.Approve("u2"),
        new Wish.Limit("u2", amount),
        new Wish.Tick());
  }

  static List<RoomEvent> events() {
    return List.of(
        new RoomEvent.Opened(TERMS.forViewers()),
        new RoomEvent.BidPlaced(
            2, "u1", RoomEvent.BidPlaced.Kind.MAXIMUM, true, OptionalLong.of(91_000)),
        new RoomEvent.BidPlaced(
            2, "floor:7", RoomEvent.BidPlaced.Kind.FLOOR, false, OptionalLong.empty()),
        new RoomEvent.OutageExtended(91_000),
        new RoomEvent.Postponed(91_000, "cascade:r0:7"),
        new RoomEvent.Paused("tea"),
        new RoomEvent.Resumed(),
        new RoomEvent.FairWarningGiven(1),
        new RoomEvent.AskSet(300_000),
        new RoomEvent.BidVoided(2, "mistake"),
        new RoomEvent.BidReinstated(2, "no mistake"),
        new RoomEvent.Closed(Standing.Outcome.SOLD, "clock"),
        new RoomEvent.Reopened("late bid"),
        new RoomEvent.BidderApproved("u2", 12));
  }

  static List<Answer> answers() {
    return List.of(
        new Answer.Leading(2, 150_000, OptionalLong.of(91_000)),
        new Answer.Leading(2, 150_000, OptionalLong.empty()),
        new Answer.OutbidAtOnce(2, 150_000, OptionalLong.empty()),
        new Answer.MaximumSet(2, 150_000, true),
        new Answer.MaximumUnchanged(),
        Answer.Done.of("hammer"),
        new Answer.Done(
            "void",
            OptionalLong.of(4),
            OptionalLong.of(100_000),
            Optional.of("u2"),
            OptionalLong.of(150_000)),
        new Answer.Ticked(),
        Answer.Refused.of(Refusal.CLOSED),
        new Answer.Refused(Refusal.BELOW_MINIMUM, OptionalLong.of(200_000)));
  }
}
