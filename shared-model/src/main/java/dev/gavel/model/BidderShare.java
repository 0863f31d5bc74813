package dev.gavel.model;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// What a room's projection holds of one bidder, or of another author of commands. Secret but to
/// that bidder and to staff.
///
/// @param bids accepted bids and maxima, those that were voided too
/// @param standing the newest accepted offer that is not voided
/// @param highest the highest amount offered in an accepted offer that is not voided
/// @param limit what staff or the terms limit the bidder to
/// @param recent the newest first answers, duplicates left out, the oldest first, at most
///   [#MAX_RECENT]
public record BidderShare(
    String bidder,
    long bids,
    Optional<Offer> standing,
    OptionalLong highest,
    OptionalLong limit,
    OptionalInt paddle,
    boolean blocked,
    List<StoredDecision> recent) {

  /// Fixed: what a share costs in a write grows with it.
  public static final int MAX_RECENT = 2;

  public BidderShare {
    recent = List.copyOf(recent);
  }

  /// An offer that was accepted.
  ///
  /// @param bid the bid's number in its room
  /// @param maximum whether it is an offer up to the amount
  public record Offer(long bid, long amount, boolean maximum) {}

  /// A bidder of whom nothing is known.
  public static BidderShare none(String bidder) {
    return new BidderShare(
        bidder,
        0,
        Optional.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalInt.empty(),
        false,
        List.of());
  }
}
