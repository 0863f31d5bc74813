package dev.gavel.gateway.store;

import dev.gavel.model.Answer;
import dev.gavel.model.Author;
import dev.gavel.model.BidderShare;
import dev.gavel.model.Decision;
import dev.gavel.model.Place;
import dev.gavel.model.Refusal;
import dev.gavel.model.Role;
import dev.gavel.model.RoomEvent;
import dev.gavel.model.RoomUpdate;
import dev.gavel.model.Standing;
import dev.gavel.model.StoredDecision;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// Entries of stored rooms.
public final class Projections {
  static final String RECEIPT = "0".repeat(64);

  private Projections() {}

  /// The update of a room's opening, with sequence 1.
  public static RoomUpdate opened(ProjectedRoom room) {
    return update(room, 1, new RoomEvent.Opened(room.terms()), room.standing());
  }

  public static RoomUpdate bid(ProjectedRoom room, long sequence, String bidder, long price) {
    return update(
        room,
        sequence,
        new RoomEvent.BidPlaced(
            sequence, bidder, RoomEvent.BidPlaced.Kind.EXACT, false, OptionalLong.empty()),
        ProjectedRoom.standing(Standing.Phase.OPEN, OptionalLong.of(price), Optional.of(bidder)));
  }

  public static RoomUpdate update(
      ProjectedRoom room, long sequence, RoomEvent event, Standing standing) {
    return new RoomUpdate(
        room.id(),
        new Place(room.partition(), 10 + sequence),
        sequence,
        1_000 + sequence,
        event,
        standing,
        RECEIPT);
  }

  public static StoredDecision decision(ProjectedRoom room, long offset, String by, Answer answer) {
    return new StoredDecision(
        new Decision(
            room.id(),
            new Place(room.partition(), offset),
            "c" + offset,
            new Author(by, Role.BIDDER),
            "bid",
            1_000 + offset,
            answer,
            false,
            1,
            List.of(),
            RECEIPT),
        Optional.of("150000"),
        OptionalInt.empty(),
        offset);
  }

  public static Answer refused() {
    return Answer.Refused.of(Refusal.BELOW_MINIMUM);
  }

  /// A bidder with one accepted offer, answered at `offset`.
  public static BidderShare share(
      ProjectedRoom room, String bidder, long amount, boolean maximum, long offset) {
    return new BidderShare(
        bidder,
        1,
        Optional.of(new BidderShare.Offer(1, amount, maximum)),
        OptionalLong.of(amount),
        OptionalLong.empty(),
        OptionalInt.empty(),
        false,
        List.of(
            decision(room, offset, bidder, new Answer.Leading(1, amount, OptionalLong.empty()))));
  }
}
