package dev.gavel.bids.room;

import dev.gavel.model.BidderShare;
import dev.gavel.model.RoomTerms;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The accepted bids of a room, for ever, and which of them are void (rule 13). Immutable; adding
/// costs the same at any length.
final class Ledger {
  static final Ledger EMPTY = new Ledger(null, 0, Set.of());

  private final @Nullable Line last;
  private final long count;
  private final Set<Long> voided;

  private record Line(Bid bid, @Nullable Line earlier) {}

  private Ledger(@Nullable Line last, long count, Set<Long> voided) {
    this.last = last;
    this.count = count;
    this.voided = voided;
  }

  /// How many bids were accepted so far: the number of the last.
  long count() {
    return count;
  }

  /// Whether the bid was accepted and is not void.
  boolean stands(long number) {
    return number >= 1 && number <= count && !voided.contains(number);
  }

  boolean isVoid(long number) {
    return voided.contains(number);
  }

  Ledger with(Bid bid) {
    return new Ledger(new Line(bid, last), count + 1, voided);
  }

  Ledger withVoid(long number) {
    Set<Long> more = new HashSet<>(voided);
    more.add(number);
    return new Ledger(last, count, more);
  }

  Ledger withoutVoid(long number) {
    Set<Long> fewer = new HashSet<>(voided);
    fewer.remove(number);
    return new Ledger(last, count, fewer);
  }

  /// Which offers of a bid's bidder stand; empty when there is no such bid.
  Optional<Offers> offers(long number) {
    Optional<String> bidder = Optional.empty();
    for (Line line = last; line != null && bidder.isEmpty(); line = line.earlier()) {
      bidder = line.bid().number() == number ? Optional.of(line.bid().bidder()) : Optional.empty();
    }
    return bidder.map(this::offersOf);
  }

  private Offers offersOf(String bidder) {
    Optional<BidderShare.Offer> newest = Optional.empty();
    OptionalLong highest = OptionalLong.empty();
    for (Line line = last; line != null; line = line.earlier()) {
      Bid bid = line.bid();
      if (bid.bidder().equals(bidder) && stands(bid.number())) {
        if (newest.isEmpty()) {
          newest = Optional.of(new BidderShare.Offer(bid.number(), bid.amount(), !bid.exact()));
        }
        highest = OptionalLong.of(Math.max(highest.orElse(0), bid.amount()));
      }
    }
    return new Offers(bidder, newest, highest);
  }

  /// Folds the bids that stand again, without the minimum check: what was refused stays refused.
  Optional<Lead> lead(RoomTerms terms) {
    Bid[] bids = new Bid[Math.toIntExact(count)];
    int at = bids.length;
    for (Line line = last; line != null; line = line.earlier()) {
      bids[--at] = line.bid();
    }
    Optional<Lead> lead = Optional.empty();
    for (Bid bid : bids) {
      if (!voided.contains(bid.number())) {
        lead = Optional.of(Lead.after(lead, bid, terms, terms.start()));
      }
    }
    return lead;
  }
}
