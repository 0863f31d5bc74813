package dev.gavel.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Everything that a room is judged by, fixed when it is opened. Amounts in minor units, times in
/// epoch milliseconds of the log.
///
/// @param rules version of the rules; a room keeps its version for ever
/// @param item the item sold
/// @param seller opaque id; may not bid
/// @param reserve secret least price (내정가); only "met" or "not met" is ever shown
/// @param closesAtMs end of a timed room; 0 for an auctioneer room
/// @param hardEndAtMs no soft close extends beyond it; 0 for none
/// @param outageGapMs silence that counts as an outage; 0 switches the rule off
/// @param approved when present, only these (and who is approved later) may bid
/// @param limits most that a bidder may offer
public record RoomTerms(
    int rules,
    String item,
    String seller,
    String currency,
    Mode mode,
    long start,
    OptionalLong reserve,
    Increments increments,
    long opensAtMs,
    long closesAtMs,
    SoftClose softClose,
    long hardEndAtMs,
    long outageGapMs,
    long outageExtendMs,
    Optional<List<String>> approved,
    List<String> blocked,
    Map<String, Long> limits) {

  /// Who ends the room: its clock, or the auctioneer.
  public enum Mode {
    TIMED,
    AUCTIONEER
  }

  /// 마감 연장: a change of price or leader within `windowMs` of the end moves it.
  public record SoftClose(Extend extend, long windowMs, long byMs) {
    /// RESET: to at least now + `byMs`. ADD: by `byMs` each time.
    public enum Extend {
      RESET,
      ADD
    }
  }

  public static final int RULES = 1;
}
