package dev.gavel.local.seed;

import dev.gavel.model.RoomTerms;

/// A room of the demo, as `demo.json` names it.
///
/// @param closesAtMs as planned; 0 in an auctioneer room
public record SeededRoom(
    String id, String item, RoomTerms.Mode mode, long opensAtMs, long closesAtMs) {

  static SeededRoom of(String id, RoomTerms terms) {
    return new SeededRoom(id, terms.item(), terms.mode(), terms.opensAtMs(), terms.closesAtMs());
  }

  boolean timed() {
    return mode == RoomTerms.Mode.TIMED;
  }
}
