package dev.gavel.local.seed;

import dev.gavel.model.IncrementTables;
import dev.gavel.model.RoomTerms;
import dev.gavel.model.RoomTerms.Mode;
import dev.gavel.model.RoomTerms.SoftClose;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// When and how a lot of the demo is sold.
///
/// @param opensIn from the start of the demo; negative: it is open already
/// @param lasts zero: until the auctioneer's hammer
/// @param reserve won; 0 for none
record DemoRoom(DemoItem item, Duration opensIn, Duration lasts, long start, long reserve) {
  private static final String SELLER = "6600cccc0000000000000001";

  /// Within the last minute a bid keeps the room open for another.
  private static final SoftClose SOFT_CLOSE = new SoftClose(SoftClose.Extend.RESET, 60_000, 60_000);

  private static final Duration NOW = Duration.ofSeconds(-1);

  /// Most open now and end one after the other, two open while one watches, one has an auctioneer.
  static List<DemoRoom> programme(List<DemoItem> items) {
    return List.of(
        new DemoRoom(items.get(0), NOW, Duration.ofMinutes(15), 3_000_000, 4_500_000),
        new DemoRoom(items.get(1), NOW, Duration.ofMinutes(20), 1_000_000, 0),
        new DemoRoom(items.get(2), NOW, Duration.ofMinutes(5), 300_000, 0),
        new DemoRoom(items.get(3), NOW, Duration.ofMinutes(45), 2_000_000, 2_500_000),
        new DemoRoom(items.get(4), NOW, Duration.ZERO, 5_000_000, 8_000_000),
        new DemoRoom(items.get(5), Duration.ofMinutes(1), Duration.ofMinutes(12), 4_000_000, 0),
        new DemoRoom(items.get(6), Duration.ofMinutes(2), Duration.ofMinutes(20), 500_000, 0),
        new DemoRoom(items.get(7), NOW, Duration.ofMinutes(90), 700_000, 0));
  }

  /// A room for load: open for hours, nothing special.
  static DemoRoom forHours(DemoItem item) {
    return new DemoRoom(item, NOW, Duration.ofHours(8), 100_000, 0);
  }

  RoomTerms terms(long nowMs) {
    long opensAtMs = nowMs + opensIn.toMillis();
    boolean timed = lasts.isPositive();
    return new RoomTerms(
        RoomTerms.RULES,
        item.id(),
        SELLER,
        "KRW",
        timed ? Mode.TIMED : Mode.AUCTIONEER,
        start,
        reserve > 0 ? OptionalLong.of(reserve) : OptionalLong.empty(),
        timed ? IncrementTables.KRW_ONLINE : IncrementTables.KRW_LIVE,
        opensAtMs,
        timed ? opensAtMs + lasts.toMillis() : 0,
        SOFT_CLOSE,
        0,
        timed ? 15_000 : 0,
        timed ? 60_000 : 0,
        Optional.empty(),
        List.of(),
        Map.of());
  }
}
