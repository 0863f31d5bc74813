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
/// @param next the lot that ends after this one, and is postponed when this one ends later
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
    Map<String, Long> limits,
    Optional<NextLot> next) {

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

  /// The lot that ends next in a sale.
  ///
  /// @param room its room
  /// @param gapMs least time from this lot's end to its end
  public record NextLot(String room, long gapMs) {
    /// Whether it may follow a room: only one whose name is longer, or as long and greater, so that
    /// rooms never follow one another in a circle.
    public boolean mayFollow(String before) {
      int byLength = Integer.compare(room.length(), before.length());
      return before.length() <= MAX_ROOM_CHARS_WITH_NEXT
          && (byLength > 0 || (byLength == 0 && room.compareTo(before) > 0));
    }
  }

  public static final int RULES = 1;

  /// Longest name of a room that may have a next lot: it becomes part of a command's id.
  public static final int MAX_ROOM_CHARS_WITH_NEXT = 36;

  /// End of the year 9999: the latest time that terms may name.
  public static final long MAX_TIME_MS = 253_402_300_799_999L;

  /// Longest soft close or outage, 30 days.
  public static final long MAX_SPAN_MS = 30L * 24 * 60 * 60 * 1000;

  /// Most bidders in `approved`, `blocked` and `limits`, each (a command's size may allow fewer).
  public static final int MAX_PEOPLE = 1000;

  public RoomTerms {
    approved = approved.map(List::copyOf);
    blocked = List.copyOf(blocked);
    limits = Map.copyOf(limits);
  }

  /// Terms of a room that no other follows.
  // Justification: a room that stands alone has all the other terms.
  public RoomTerms(
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
    this(
        rules,
        item,
        seller,
        currency,
        mode,
        start,
        reserve,
        increments,
        opensAtMs,
        closesAtMs,
        softClose,
        hardEndAtMs,
        outageGapMs,
        outageExtendMs,
        approved,
        blocked,
        limits,
        Optional.empty());
  }

  /// The same terms of a room that another follows.
  public RoomTerms followedBy(NextLot lot) {
    return with(reserve, approved, blocked, limits, Optional.of(lot));
  }

  /// What viewers may see: without the reserve and without who may bid up to what.
  public RoomTerms forViewers() {
    return with(OptionalLong.empty(), Optional.empty(), List.of(), Map.of(), next);
  }

  /// The same item, price and times.
  private RoomTerms with(
      OptionalLong otherReserve,
      Optional<List<String>> otherApproved,
      List<String> otherBlocked,
      Map<String, Long> otherLimits,
      Optional<NextLot> otherNext) {
    return new RoomTerms(
        rules,
        item,
        seller,
        currency,
        mode,
        start,
        otherReserve,
        increments,
        opensAtMs,
        closesAtMs,
        softClose,
        hardEndAtMs,
        outageGapMs,
        outageExtendMs,
        otherApproved,
        otherBlocked,
        otherLimits,
        otherNext);
  }

  /// Why no room can be judged by these terms, when that is so.
  public Optional<String> problem() {
    if (rules != RULES) {
      return Optional.of("rules: unknown version");
    }
    if (!amount(start) || (reserve.isPresent() && !amount(reserve.getAsLong()))) {
      return Optional.of("start and reserve are amounts");
    }
    if (limits.values().stream().anyMatch(limit -> !amount(limit))) {
      return Optional.of("limits are amounts");
    }
    if (mode == Mode.AUCTIONEER && next.isPresent()) {
      return Optional.of("only an end of its own moves the next lot's");
    }
    return times();
  }

  private Optional<String> times() {
    if (mode == Mode.AUCTIONEER && (closesAtMs != 0 || hardEndAtMs != 0)) {
      return Optional.of("an auctioneer room has no end");
    }
    if (mode == Mode.TIMED && closesAtMs <= opensAtMs) {
      return Optional.of("a timed room closes after it opens");
    }
    if (hardEndAtMs != 0 && hardEndAtMs < closesAtMs) {
      return Optional.of("a hard end is not before the end");
    }
    if (outageGapMs > 0 && outageExtendMs == 0) {
      return Optional.of("an outage extends by something");
    }
    return Optional.empty();
  }

  private static boolean amount(long minor) {
    return minor > 0 && minor <= Amount.MAX_MINOR;
  }
}
