package dev.gavel.bids.room;

import dev.gavel.model.Refusal;
import dev.gavel.model.RoomEvent.BidPlaced.Kind;
import dev.gavel.model.RoomTerms;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Who may bid, and up to what. Immutable.
///
/// @param anyone nobody needs an approval
/// @param known everybody about whom something was said
/// @param paddles paddle numbers, given by approvals in this room, from 1
record People(
    String seller, boolean anyone, Map<String, Permission> known, Map<String, Integer> paddles) {

  /// What staff said about one bidder.
  ///
  /// @param limit most that the bidder may offer
  record Permission(boolean blocked, boolean approved, long limit) {
    static final Permission NONE = new Permission(false, false, Long.MAX_VALUE);

    Permission blocked(boolean is) {
      return new Permission(is, approved, limit);
    }

    Permission approvedNow() {
      return new Permission(blocked, true, limit);
    }

    Permission limitedTo(long amount) {
      return new Permission(blocked, approved, amount);
    }
  }

  static People of(RoomTerms terms) {
    Map<String, Permission> known = new HashMap<>();
    List<String> approved = new ArrayList<>(terms.approved().orElse(List.of()));
    approved.forEach(bidder -> known.put(bidder, Permission.NONE.approvedNow()));
    for (String bidder : terms.blocked()) {
      known.put(bidder, known.getOrDefault(bidder, Permission.NONE).blocked(true));
    }
    terms
        .limits()
        .forEach((bidder, limit) ->
            known.put(bidder, known.getOrDefault(bidder, Permission.NONE).limitedTo(limit)));
    return new People(terms.seller(), terms.approved().isEmpty(), Map.copyOf(known), Map.of());
  }

  Permission of(String bidder) {
    return known.getOrDefault(bidder, Permission.NONE);
  }

  Optional<Refusal> mayNotBid(String bidder, Kind kind) {
    Permission permission = of(bidder);
    if (bidder.equals(seller)) {
      return Optional.of(Refusal.SELLER_CANNOT_BID);
    }
    if (permission.blocked()) {
      return Optional.of(Refusal.BLOCKED);
    }
    // Who stands in the saleroom was let in at its door.
    return anyone || permission.approved() || kind == Kind.FLOOR
        ? Optional.empty()
        : Optional.of(Refusal.NOT_APPROVED);
  }

  Optional<Refusal> overLimit(String bidder, long amount) {
    return amount > of(bidder).limit() ? Optional.of(Refusal.OVER_LIMIT) : Optional.empty();
  }

  /// The bidder's paddle, or the one that an approval would give.
  int paddle(String bidder) {
    return paddles.getOrDefault(bidder, paddles.size() + 1);
  }

  People with(String bidder, Permission permission) {
    Map<String, Permission> more = new HashMap<>(known);
    more.put(bidder, permission);
    return new People(seller, anyone, more, paddles);
  }

  People withPaddle(String bidder) {
    Map<String, Integer> more = new HashMap<>(paddles);
    more.put(bidder, paddle(bidder));
    return with(bidder, of(bidder).approvedNow()).withPaddles(more);
  }

  private People withPaddles(Map<String, Integer> more) {
    return new People(seller, anyone, known, more);
  }
}
