package dev.gavel.bids.verify;

import dev.gavel.model.Increments;
import dev.gavel.model.RoomTerms;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What would be other in a room's terms; the rest stays.
///
/// @param reserve present and empty: none
/// @param noOutage silence is no outage
record OtherTerms(
    Optional<Increments> increments,
    Optional<Long> start,
    Optional<OptionalLong> reserve,
    Optional<RoomTerms.SoftClose> softClose,
    Optional<Long> closesAtMs,
    Optional<Long> hardEndAtMs,
    boolean noOutage) {
  static final RoomTerms.SoftClose NO_SOFT_CLOSE =
      new RoomTerms.SoftClose(RoomTerms.SoftClose.Extend.RESET, 0, 0);
  private static final Pattern SOFT_CLOSE = Pattern.compile("(RESET|ADD):(\\d{1,10}):(\\d{1,10})");

  /// Reads `RESET:WINDOW_MS:BY_MS`.
  static Optional<RoomTerms.SoftClose> softClose(String text) {
    Matcher parts = SOFT_CLOSE.matcher(text);
    return parts.matches()
        ? Optional.of(
            new RoomTerms.SoftClose(
                RoomTerms.SoftClose.Extend.valueOf(parts.group(1)),
                Long.parseLong(parts.group(2)),
                Long.parseLong(parts.group(3))))
        : Optional.empty();
  }

  RoomTerms of(RoomTerms terms) {
    return new RoomTerms(
        terms.rules(),
        terms.item(),
        terms.seller(),
        terms.currency(),
        terms.mode(),
        start.orElse(terms.start()),
        reserve.orElse(terms.reserve()),
        increments.orElse(terms.increments()),
        terms.opensAtMs(),
        closesAtMs.orElse(terms.closesAtMs()),
        softClose.orElse(terms.softClose()),
        hardEndAtMs.orElse(terms.hardEndAtMs()),
        noOutage ? 0 : terms.outageGapMs(),
        noOutage ? 0 : terms.outageExtendMs(),
        terms.approved(),
        terms.blocked(),
        terms.limits(),
        terms.next());
  }
}
