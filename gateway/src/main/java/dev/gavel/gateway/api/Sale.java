package dev.gavel.gateway.api;

import dev.gavel.gateway.store.StoredRoom;
import dev.gavel.model.IncrementTables;
import dev.gavel.model.RoomTerms;
import dev.gavel.model.RoomTerms.Mode;
import dev.gavel.model.RoomTerms.SoftClose;
import dev.gavel.model.Standing.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// A sale of several lots: which rooms to open, in which order, and when. Pure.
///
/// An auctioneer's lots open one after another. Those of a timed sale open at once and end one
/// after another.
///
/// @param cascade of a timed sale: what moves the end of a lot moves those of all later ones, so
///   that there is always the gap between two ends. Otherwise each ends by its own clock.
/// @param startedBy who opens the rooms, in the log; empty before the start
record Sale(
    String id,
    Words words,
    Mode mode,
    boolean cascade,
    Times times,
    Money money,
    List<Lot> lots,
    State state,
    String startedBy,
    long startedAtMs) {

  record Words(String title, String titleEn) {}

  /// @param lotMs of a timed sale: how long the first lot may be bid on
  /// @param gapMs from an end to the next; of an auctioneer's sale from a close to the next opening
  record Times(long lotMs, long gapMs, long softMs) {}

  record Money(String currency, String increments, String seller) {}

  record Lot(String item, long start, OptionalLong reserve) {}

  enum State {
    PLANNED,
    RUNNING,
    /// No further lot opens; those that are open go on.
    STOPPED,
    DONE
  }

  /// Silence that counts as an outage, and what it gives back: as for single rooms.
  private static final long OUTAGE_GAP_MS = 15_000;

  private static final long OUTAGE_EXTEND_MS = 60_000;

  static final int MAX_LOTS = 300;

  /// A room that is to be opened.
  record Opening(String room, RoomTerms terms) {}

  /// What is to be done now.
  record Step(List<Opening> openings, boolean over) {
    Step {
      openings = List.copyOf(openings);
    }
  }

  /// The room of a lot, known before it is there: whoever opens it, opens the same.
  String room(int lot) {
    return id + "-" + (lot + 1);
  }

  List<String> rooms() {
    List<String> rooms = new ArrayList<>();
    for (int lot = 0; lot < lots.size(); lot++) {
      rooms.add(room(lot));
    }
    return rooms;
  }

  private boolean oneByOne() {
    return mode == Mode.AUCTIONEER;
  }

  /// Whether each lot moves the next one's end.
  boolean chained() {
    return mode == Mode.TIMED && cascade;
  }

  /// @param there the rooms of this sale that the log has opened so far
  Step next(Map<String, StoredRoom> there, long nowMs) {
    List<Opening> openings = new ArrayList<>();
    boolean over = true;
    for (int lot = 0; lot < lots.size(); lot++) {
      Optional<StoredRoom> room = Optional.ofNullable(there.get(room(lot)));
      if (room.isEmpty()) {
        openings.add(new Opening(room(lot), terms(lot, there, nowMs)));
      }
      boolean closed = room.filter(r -> r.standing().phase() == Phase.CLOSED).isPresent();
      over &= closed;
      if (oneByOne() && !closed) {
        break;
      }
    }
    // The last first, so that a lot's follower is in the log before anybody can bid on the lot.
    return new Step(chained() ? openings.reversed() : openings, over);
  }

  private RoomTerms terms(int lot, Map<String, StoredRoom> there, long nowMs) {
    Optional<StoredRoom> before =
        lot == 0 ? Optional.empty() : Optional.ofNullable(there.get(room(lot - 1)));
    if (oneByOne()) {
      // From the close before, so that two clerks say the same; never in the past.
      long earliestMs = before.map(room -> room.atMs() + times.gapMs()).orElse(startedAtMs);
      return terms(lot, Math.max(nowMs, earliestMs), 0);
    }
    long opensAtMs =
        there.values().stream()
            .mapToLong(room -> room.terms().opensAtMs())
            .min()
            .orElse(Math.max(startedAtMs, nowMs));
    RoomTerms terms = terms(lot, opensAtMs, endsAtMs(lot, opensAtMs, before, nowMs));
    return chained() && lot + 1 < lots.size()
        ? terms.followedBy(new RoomTerms.NextLot(room(lot + 1), times.gapMs()))
        : terms;
  }

  /// As planned, unless the sale was stopped for so long, or the lot before ends later by now.
  private long endsAtMs(int lot, long opensAtMs, Optional<StoredRoom> before, long nowMs) {
    long plannedMs = opensAtMs + times.lotMs() + lot * times.gapMs();
    long endsAtMs = plannedMs > nowMs ? plannedMs : nowMs + times.lotMs() + lot * times.gapMs();
    long beforeMs = before.stream().flatMapToLong(r -> r.standing().endsAtMs().stream()).sum();
    return chained() ? Math.max(endsAtMs, beforeMs + times.gapMs()) : endsAtMs;
  }

  private RoomTerms terms(int lot, long opensAtMs, long closesAtMs) {
    boolean timed = mode == Mode.TIMED;
    return new RoomTerms(
        RoomTerms.RULES,
        lots.get(lot).item(),
        money.seller(),
        money.currency(),
        mode,
        lots.get(lot).start(),
        lots.get(lot).reserve(),
        IncrementTables.named(money.increments()).orElseThrow(),
        opensAtMs,
        closesAtMs,
        new SoftClose(
            SoftClose.Extend.RESET, timed ? times.softMs() : 0, timed ? times.softMs() : 0),
        0,
        timed ? OUTAGE_GAP_MS : 0,
        timed ? OUTAGE_EXTEND_MS : 0,
        Optional.empty(),
        List.of(),
        Map.of());
  }
}
