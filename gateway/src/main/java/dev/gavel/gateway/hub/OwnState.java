package dev.gavel.gateway.hub;

import dev.gavel.gateway.store.RoomStore.StoredShare;
import dev.gavel.model.BidderShare;
import java.util.OptionalLong;

/// What a gateway knows of one user in a room, from the user's share and from decisions that it
/// saw. Each fact knows where in the log it is from, so that an older word never replaces a newer
/// one.
///
/// @param isRead whether a share was read: without it there may be more than was seen here
/// @param readAtMs when
/// @param hasBid whether the user has an accepted bid; false may mean unknown
record OwnState(boolean isRead, long readAtMs, boolean hasBid, Fact maximum, Fact limit) {
  static final OwnState UNKNOWN = new OwnState(false, 0, false, Fact.UNKNOWN, Fact.UNKNOWN);

  /// @param offset of the command in the room's partition
  /// @param amount empty when there is none
  record Fact(long offset, boolean isKnown, OptionalLong amount) {
    static final Fact UNKNOWN = new Fact(-1, false, OptionalLong.empty());

    static Fact known(long offset, OptionalLong amount) {
      return new Fact(offset, true, amount);
    }

    static Fact unknown(long offset) {
      return new Fact(offset, false, OptionalLong.empty());
    }

    /// The newer one; of two about the same command the later, unless it says nothing.
    Fact or(Fact other) {
      boolean newer = other.offset > offset || (other.offset == offset && other.isKnown);
      return newer ? other : this;
    }
  }

  /// Whether nothing of it is unknown.
  boolean isWhole() {
    return isRead && maximum.isKnown() && limit.isKnown();
  }

  OwnState read(StoredShare stored, long nowMs) {
    BidderShare share = stored.share();
    OptionalLong most =
        share.standing().filter(BidderShare.Offer::maximum).stream()
            .mapToLong(BidderShare.Offer::amount)
            .findFirst();
    return new OwnState(
        true,
        nowMs,
        hasBid || share.bids() > 0,
        maximum.or(Fact.known(stored.offset(), most)),
        limit.or(Fact.known(stored.offset(), share.limit())));
  }

  /// The user's newest standing offer is up to an amount, exact, or of an unknown amount.
  OwnState offered(Fact most) {
    return new OwnState(isRead, readAtMs, true, maximum.or(most), limit);
  }

  /// Which offer stands has changed.
  OwnState unsettled(long offset) {
    return new OwnState(isRead, readAtMs, hasBid, maximum.or(Fact.unknown(offset)), limit);
  }

  OwnState limited(long offset, long amount) {
    return new OwnState(
        isRead, readAtMs, hasBid, maximum, limit.or(Fact.known(offset, OptionalLong.of(amount))));
  }
}
