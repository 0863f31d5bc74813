package dev.gavel.bids.room;

import dev.gavel.model.RoomEvent;
import dev.gavel.model.RoomTerms;
import dev.gavel.model.Standing;
import java.util.Optional;
import java.util.OptionalLong;

/// Something that happened to a room: all of it, also what viewers are never told.
sealed interface Change {

  record Opened(RoomTerms terms) implements Change {}

  record OutageSeen(long endsAtMs) implements Change {}

  record Closed(Standing.Outcome outcome, String reason) implements Change {}

  /// A bid stands. Where neither price nor leader moved, it is nobody else's business.
  ///
  /// @param moved whether price or leader changed
  /// @param extendedToMs present when the end moved
  record BidAccepted(Bid bid, Lead lead, boolean moved, OptionalLong extendedToMs)
      implements Change {}

  record BidVoided(long bid, String reason, Optional<Lead> lead, OptionalLong extendedToMs)
      implements Change {}

  record BidReinstated(long bid, String reason, Optional<Lead> lead, OptionalLong extendedToMs)
      implements Change {}

  /// Viewers are told; a hard end moves along.
  record Postponed(long endsAtMs, String reason) implements Change {}

  record Paused(String reason) implements Change {}

  record Resumed(long endsAtMs) implements Change {}

  record Warned(int count) implements Change {}

  record Asked(long amount) implements Change {}

  record Reopened(long endsAtMs, String reason) implements Change {}

  record Permitted(String bidder, People.Permission permission) implements Change {}

  record Approved(String bidder, int paddle) implements Change {}

  /// What viewers are told.
  default Optional<RoomEvent> event() {
    return switch (this) {
      case Opened(var terms) -> Optional.of(new RoomEvent.Opened(terms.forViewers()));
      case OutageSeen(long endsAtMs) -> Optional.of(new RoomEvent.OutageExtended(endsAtMs));
      case Closed(var how, var reason) -> Optional.of(new RoomEvent.Closed(how, reason));
      case BidAccepted accepted ->
          accepted.moved ? Optional.of(placed(accepted)) : Optional.empty();
      case BidVoided voided -> Optional.of(new RoomEvent.BidVoided(voided.bid, voided.reason));
      case BidReinstated back -> Optional.of(new RoomEvent.BidReinstated(back.bid, back.reason));
      case Postponed(long endsAtMs, var reason) ->
          Optional.of(new RoomEvent.Postponed(endsAtMs, reason));
      case Paused(var reason) -> Optional.of(new RoomEvent.Paused(reason));
      case Resumed _ -> Optional.of(new RoomEvent.Resumed());
      case Warned(int count) -> Optional.of(new RoomEvent.FairWarningGiven(count));
      case Asked(long amount) -> Optional.of(new RoomEvent.AskSet(amount));
      case Reopened(_, var reason) -> Optional.of(new RoomEvent.Reopened(reason));
      case Permitted _ -> Optional.empty();
      case Approved(var bidder, int paddle) ->
          Optional.of(new RoomEvent.BidderApproved(bidder, paddle));
    };
  }

  private static RoomEvent placed(BidAccepted accepted) {
    Bid bid = accepted.bid;
    boolean outbid = !bid.bidder().equals(accepted.lead.bidder());
    return new RoomEvent.BidPlaced(
        bid.number(), bid.bidder(), bid.kind(), outbid, accepted.extendedToMs);
  }
}
