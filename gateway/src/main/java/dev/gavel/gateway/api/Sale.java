package dev.gavel.gateway.api;

import dev.gavel.gateway.view.StoredRoom;
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
/// @param cascade of a timed sale: a lot opens when the one before has closed, so that what extends
///   one moves all later ones. Otherwise all open at once and end one after another, each by its
///   own clock.
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

  /// @param lotMs of a timed sale: how long a lot may be bid on (without cascade: the first)
  /// @param gapMs from a close to the next opening; without cascade: from an end to the next
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
  record Step(List<Opening> openings, boolean over) {}

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

  boolean oneByOne() {
    return mode == Mode.AUCTIONEER || cascade;
  }

  /// @param there the rooms of this sale that the log has opened so far
  Step next(Map<String, StoredRoom> there, long nowMs) {
    List<Opening> openings = new ArrayList<>();
    boolean over = true;
    for (int lot = 0; lot < lots.size(); lot++) {
      Optional<StoredRoom> room = Optional.ofNullable(there.get(room(lot)));
      if (room.isEmpty()) {
        openings.add(new Opening(room(lot), terms(lot, opensAtMs(lot, there, nowMs))));
      }
      boolean closed = room.filter(r -> r.standing().phase() == Phase.CLOSED).isPresent();
      over &= closed;
      if (oneByOne() && !closed) {
        break;
      }
    }
    return new Step(List.copyOf(openings), over);
  }

  /// From the close before, so that two clerks say the same; never in the past.
  private long opensAtMs(int lot, Map<String, StoredRoom> there, long nowMs) {
    if (!oneByOne()) {
      return Math.max(startedAtMs, nowMs);
    }
    Optional<StoredRoom> before =
        lot == 0 ? Optional.empty() : Optional.ofNullable(there.get(room(lot - 1)));
    return Math.max(nowMs, before.map(room -> room.atMs() + times.gapMs()).orElse(startedAtMs));
  }

  private RoomTerms terms(int lot, long opensAtMs) {
    boolean timed = mode == Mode.TIMED;
    long lastsMs = times.lotMs() + (oneByOne() ? 0 : lot * times.gapMs());
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
        timed ? opensAtMs + lastsMs : 0,
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
