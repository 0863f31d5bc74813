package dev.gavel.bids.room;

import dev.gavel.model.Refusal;
import dev.gavel.model.RoomTerms;
import dev.gavel.model.Standing;
import java.util.Optional;
import java.util.OptionalLong;

/// A room's time: when it opens and ends, what time it is (rules 1 to 4), and the soft close (rule
/// 10).
///
/// @param endsAtMs [#NEVER] in an auctioneer room
/// @param hardEndAtMs no soft close extends beyond it; 0 for none
/// @param nowMs the largest append time so far: the broker's clock may step back, the room's does
///   not
/// @param pausedAtMs [#NEVER] unless paused
/// @param outcome present when closed
record Hours(
    long opensAtMs,
    long endsAtMs,
    long hardEndAtMs,
    long nowMs,
    long pausedAtMs,
    Optional<Standing.Outcome> outcome) {
  static final long NEVER = Long.MAX_VALUE;

  static Hours of(RoomTerms terms, long nowMs) {
    long endsAtMs = terms.mode() == RoomTerms.Mode.TIMED ? terms.closesAtMs() : NEVER;
    return new Hours(
        terms.opensAtMs(), endsAtMs, terms.hardEndAtMs(), nowMs, NEVER, Optional.empty());
  }

  Standing.Phase phase() {
    if (closed()) {
      return Standing.Phase.CLOSED;
    }
    return nowMs < opensAtMs ? Standing.Phase.SCHEDULED : Standing.Phase.OPEN;
  }

  boolean closed() {
    return outcome.isPresent();
  }

  boolean paused() {
    return pausedAtMs != NEVER;
  }

  /// Why nothing can happen now but what staff may do at any time.
  Optional<Refusal> notOpen() {
    return switch (phase()) {
      case SCHEDULED -> Optional.of(Refusal.NOT_OPEN);
      case CLOSED -> Optional.of(Refusal.CLOSED);
      case OPEN -> Optional.empty();
    };
  }

  Optional<Refusal> notRunning() {
    return phase() == Standing.Phase.OPEN && paused() ? Optional.of(Refusal.PAUSED) : notOpen();
  }

  /// Whether the end is reached at `timeMs`: a bid at the end is late, and a paused room has none.
  boolean overAt(long timeMs) {
    return timeMs >= endsAtMs && !paused() && !closed();
  }

  /// Whether an end that is reached at `timeMs` fell into silence, so that the room goes on.
  boolean silentUntil(long timeMs, long outageGapMs) {
    return outageGapMs > 0 && nowMs < endsAtMs && timeMs - nowMs > outageGapMs;
  }

  /// The end after a change of price or leader now.
  long extendedEndMs(RoomTerms.SoftClose softClose) {
    long leftMs = endsAtMs - nowMs;
    if (paused() || leftMs > softClose.windowMs()) {
      return endsAtMs;
    }
    long laterMs =
        switch (softClose.extend()) {
          case RESET -> nowMs + softClose.byMs();
          case ADD -> endsAtMs + softClose.byMs();
        };
    return Math.max(endsAtMs, hardEndAtMs == 0 ? laterMs : Math.min(laterMs, hardEndAtMs));
  }

  /// The end after a pause until now: what was left is given back.
  long resumedEndMs() {
    return endsAtMs == NEVER ? NEVER : endsAtMs + nowMs - pausedAtMs;
  }

  /// When a tick must next stand in the log, so that opening and end are seen, and so that silence
  /// means an outage (rule 4). In the past when it is overdue.
  OptionalLong nextTickAtMs(long timeMs, long outageGapMs) {
    if (closed() || paused()) {
      return OptionalLong.empty();
    }
    if (nowMs < opensAtMs) {
      return OptionalLong.of(opensAtMs);
    }
    if (endsAtMs == NEVER) {
      return OptionalLong.empty();
    }
    if (outageGapMs == 0) {
      return OptionalLong.of(endsAtMs);
    }
    long watchFromMs = endsAtMs - 2 * outageGapMs;
    long nextMs = Math.max(watchFromMs, nowMs + outageGapMs / 3);
    return OptionalLong.of(Math.min(endsAtMs, timeMs < watchFromMs ? watchFromMs : nextMs));
  }

  OptionalLong end() {
    return endsAtMs == NEVER ? OptionalLong.empty() : OptionalLong.of(endsAtMs);
  }

  Hours at(long timeMs) {
    return new Hours(opensAtMs, endsAtMs, hardEndAtMs, timeMs, pausedAtMs, outcome);
  }

  Hours endingAt(long endMs) {
    return endMs == endsAtMs
        ? this
        : new Hours(opensAtMs, endMs, hardEndAtMs, nowMs, pausedAtMs, outcome);
  }

  /// Postponed: how far bids may extend the end stays as it was.
  Hours postponedTo(long endMs) {
    long hardMs = hardEndAtMs == 0 ? 0 : hardEndAtMs + endMs - endsAtMs;
    return new Hours(opensAtMs, endMs, hardMs, nowMs, pausedAtMs, outcome);
  }

  Hours pausedNow() {
    return new Hours(opensAtMs, endsAtMs, hardEndAtMs, nowMs, nowMs, outcome);
  }

  Hours runningUntil(long endMs) {
    return new Hours(opensAtMs, endMs, hardEndAtMs, nowMs, NEVER, Optional.empty());
  }

  Hours closedAs(Standing.Outcome how) {
    return new Hours(opensAtMs, endsAtMs, hardEndAtMs, nowMs, NEVER, Optional.of(how));
  }
}
