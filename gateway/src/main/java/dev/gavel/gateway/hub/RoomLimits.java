package dev.gavel.gateway.hub;

import dev.gavel.gateway.view.Auctions;
import dev.gavel.gateway.view.ViewAway;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/// What bidders of a room may offer at most, where staff said so after it was opened. That is told
/// to nobody, so it is read again when somebody comes and it may have changed; one reads for all.
final class RoomLimits {
  /// A new limit is shown after this at the latest.
  static final long KEPT_MS = 2_000;

  private final LongSupplier clock;
  private final AtomicBoolean reading = new AtomicBoolean();
  private volatile Map<String, Long> known;
  private volatile long readAtMs;

  RoomLimits(Map<String, Long> known, LongSupplier clockMs) {
    this.clock = clockMs;
    this.known = known;
    this.readAtMs = clockMs.getAsLong();
  }

  void refresh(Auctions auctions, String room) {
    if (clock.getAsLong() - readAtMs < KEPT_MS || !reading.compareAndSet(false, true)) {
      return;
    }
    try {
      known = auctions.limits(room);
    } catch (ViewAway away) {
      // What was known stays. A MongoDB that is behind is not asked anew for everybody who comes.
    } finally {
      readAtMs = clock.getAsLong();
      reading.set(false);
    }
  }

  Optional<Long> of(String bidder) {
    return Optional.ofNullable(known.get(bidder));
  }
}
