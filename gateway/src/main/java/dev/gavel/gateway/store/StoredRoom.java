package dev.gavel.gateway.store;

import dev.gavel.model.Place;
import dev.gavel.model.RoomTerms;
import dev.gavel.model.RoomUpdate;
import dev.gavel.model.Standing;
import java.util.List;
import java.util.Map;

/// A room as a worker last stored it.
///
/// @param terms all of them, the reserve too: see [RoomTerms#forViewers()]
/// @param place the last command that was decided
/// @param receipt of that decision
/// @param paddles paddle numbers by bidder
/// @param last the newest updates, oldest first
public record StoredRoom(
    String id,
    RoomTerms terms,
    Standing standing,
    long sequence,
    Place place,
    String receipt,
    long atMs,
    Map<String, Integer> paddles,
    List<RoomUpdate> last) {

  public StoredRoom {
    paddles = Map.copyOf(paddles);
    last = List.copyOf(last);
  }

  StoredRoom with(Map<String, Integer> otherPaddles) {
    return new StoredRoom(id, terms, standing, sequence, place, receipt, atMs, otherPaddles, last);
  }

  StoredRoom with(List<RoomUpdate> otherLast) {
    return new StoredRoom(id, terms, standing, sequence, place, receipt, atMs, paddles, otherLast);
  }
}
