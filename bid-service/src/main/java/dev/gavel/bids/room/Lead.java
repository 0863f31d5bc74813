package dev.gavel.bids.room;

import dev.gavel.model.Increments;
import dev.gavel.model.RoomTerms;
import java.util.Optional;

/// Who leads, up to what, and at what price (rules 5 to 9). Always in closed form: two maxima a
/// million steps apart cost the same as two one step apart.
record Lead(String bidder, long maximum, long price) {

  /// The lead after an accepted bid.
  ///
  /// @param minimum where a first maximum opens: the start price, or what the auctioneer asks
  static Lead after(Optional<Lead> before, Bid bid, RoomTerms terms, long minimum) {
    Lead after;
    if (before.isEmpty()) {
      after = first(bid, minimum);
    } else if (before.get().bidder.equals(bid.bidder())) {
      after = before.get().own(bid);
    } else {
      after = before.get().challenged(bid, terms.increments());
    }
    return after.atReserve(terms);
  }

  private static Lead first(Bid bid, long minimum) {
    long amount = bid.amount();
    return new Lead(bid.bidder(), amount, bid.exact() ? amount : Math.min(amount, minimum));
  }

  private Lead challenged(Bid bid, Increments increments) {
    long amount = bid.amount();
    if (amount > maximum) {
      long least = Math.max(maximum + increments.step(maximum), price);
      return new Lead(bid.bidder(), amount, bid.exact() ? amount : Math.min(amount, least));
    }
    if (amount == maximum) {
      return new Lead(bidder, maximum, maximum); // the earlier keeps the lead
    }
    long answered = Math.min(maximum, amount + increments.step(amount));
    return new Lead(bidder, maximum, Math.max(price, answered)); // only a void can meet the first
  }

  /// The leader again: a maximum moves without the price; an exact bid is met only when a void
  /// folds the bids again, and stands at its amount.
  private Lead own(Bid bid) {
    long amount = bid.amount();
    return bid.exact()
        ? new Lead(bidder, Math.max(maximum, amount), Math.max(price, amount))
        : new Lead(bidder, Math.max(price, amount), price);
  }

  private Lead atReserve(RoomTerms terms) {
    if (terms.reserve().isEmpty()) {
      return this;
    }
    long reserve = terms.reserve().getAsLong();
    return maximum >= reserve && price < reserve ? new Lead(bidder, maximum, reserve) : this;
  }

  /// Whether price or leader changed: a maximum alone is nobody else's business.
  static boolean moved(Optional<Lead> before, Optional<Lead> after) {
    if (before.isEmpty() || after.isEmpty()) {
      return before.isPresent() || after.isPresent();
    }
    return before.get().price != after.get().price
        || !before.get().bidder.equals(after.get().bidder);
  }
}
