package dev.gavel.bids.room;

import dev.gavel.model.BidderShare;
import java.util.Optional;
import java.util.OptionalLong;

/// Which of a bidder's accepted offers stand.
///
/// @param newest the newest that is not voided
/// @param highest the highest amount of those
public record Offers(String bidder, Optional<BidderShare.Offer> newest, OptionalLong highest) {}
