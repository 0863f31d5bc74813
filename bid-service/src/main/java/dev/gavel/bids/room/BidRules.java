package dev.gavel.bids.room;

import dev.gavel.model.Answer;
import dev.gavel.model.Refusal;
import dev.gavel.model.RoomEvent.BidPlaced.Kind;
import java.util.Optional;
import java.util.OptionalLong;

/// Bids, from the net or from the floor (rules 5 to 12).
final class BidRules {
  private BidRules() {}

  static Ruling judge(Room.Opened room, Offer offer) {
    String bidder = offer.bidder();
    People people = room.people();
    Optional<Refusal> refusal =
        room.hours()
            .notRunning()
            .or(() -> offer.expiredAt(room.hours().nowMs()))
            .or(() -> people.mayNotBid(bidder, offer.kind()))
            .or(() -> offer.amount().refusal())
            .or(() -> people.overLimit(bidder, offer.amount().minor()));
    if (refusal.isPresent()) {
      return Ruling.refused(refusal.get());
    }
    Optional<Lead> lead = room.lead();
    if (lead.isPresent() && lead.get().bidder().equals(bidder)) {
      return again(room, lead.get(), offer);
    }
    return offer.amount().minor() < room.minimum()
        ? Ruling.refused(Refusal.BELOW_MINIMUM, room.minimum())
        : challenge(room, offer);
  }

  private static Ruling challenge(Room.Opened room, Offer offer) {
    Change.BidAccepted accepted = accepted(room, offer);
    Bid bid = accepted.bid();
    Lead lead = accepted.lead();
    Answer answer =
        lead.bidder().equals(bid.bidder())
            ? new Answer.Leading(bid.number(), lead.price(), accepted.extendedToMs())
            : new Answer.OutbidAtOnce(bid.number(), lead.price(), accepted.extendedToMs());
    return Ruling.of(answer, accepted);
  }

  /// Rule 7: the leader again.
  private static Ruling again(Room.Opened room, Lead lead, Offer offer) {
    long maximum = offer.amount().minor();
    if (offer.kind() != Kind.MAXIMUM) {
      return Ruling.refused(Refusal.ALREADY_LEADING);
    }
    if (maximum < lead.price()) {
      return Ruling.refused(Refusal.BELOW_PRICE, lead.price());
    }
    if (maximum == lead.maximum()) {
      return Ruling.only(new Answer.MaximumUnchanged());
    }
    Change.BidAccepted accepted = accepted(room, offer);
    boolean raised = maximum > lead.maximum();
    return Ruling.of(
        new Answer.MaximumSet(accepted.bid().number(), accepted.lead().price(), raised), accepted);
  }

  private static Change.BidAccepted accepted(Room.Opened room, Offer offer) {
    Bid bid =
        new Bid(room.ledger().count() + 1, offer.bidder(), offer.kind(), offer.amount().minor());
    Lead lead = Lead.after(room.lead(), bid, room.terms(), room.minimum());
    boolean moved = Lead.moved(room.lead(), Optional.of(lead));
    return new Change.BidAccepted(
        bid, lead, moved, moved ? room.extendedToMs() : OptionalLong.empty());
  }
}
