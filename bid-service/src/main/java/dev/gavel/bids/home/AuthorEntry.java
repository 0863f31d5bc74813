package dev.gavel.bids.home;

import dev.gavel.bids.room.Offers;
import dev.gavel.model.BidderShare;
import dev.gavel.model.ProjectionCodec;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// What a room knows of one author: a [BidderShare] that changes. Not thread-safe.
final class AuthorEntry {
  private final String bidder;
  private final ArrayDeque<Encoded> recent = new ArrayDeque<>(BidderShare.MAX_RECENT);
  private long bids;
  private Optional<BidderShare.Offer> standing = Optional.empty();
  private OptionalLong highest = OptionalLong.empty();
  private OptionalLong limit = OptionalLong.empty();
  private OptionalInt paddle = OptionalInt.empty();
  private boolean blocked;
  private long offset;
  private byte @Nullable [] bytes;

  AuthorEntry(String bidder) {
    this.bidder = bidder;
  }

  String bidder() {
    return bidder;
  }

  /// The last command that changed it.
  long offset() {
    return offset;
  }

  void touch(long now) {
    offset = now;
    bytes = null;
  }

  void answered(Encoded decision) {
    if (recent.size() == BidderShare.MAX_RECENT) {
      recent.removeFirst();
    }
    recent.addLast(decision);
  }

  /// An offer was accepted; answers whether it is the bidder's first.
  boolean accepted(BidderShare.Offer offer) {
    bids++;
    standing = Optional.of(offer);
    highest = OptionalLong.of(Math.max(highest.orElse(0), offer.amount()));
    return bids == 1;
  }

  /// A void or a reinstatement changed which offers stand.
  void stands(Offers offers) {
    standing = offers.newest();
    highest = offers.highest();
  }

  void limit(long amount) {
    limit = OptionalLong.of(amount);
  }

  void blocked(boolean now) {
    blocked = now;
  }

  void paddle(int number) {
    paddle = OptionalInt.of(number);
  }

  byte[] bytes(ProjectionCodec codec) {
    byte[] now = bytes;
    if (now == null) {
      BidderShare share =
          new BidderShare(bidder, bids, standing, highest, limit, paddle, blocked, List.of());
      now = codec.write(share, recent.stream().map(Encoded::bytes).toList());
      bytes = now;
    }
    return now;
  }
}
