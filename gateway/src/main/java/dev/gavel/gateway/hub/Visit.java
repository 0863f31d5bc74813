package dev.gavel.gateway.hub;

import dev.gavel.gateway.peer.Identity;
import dev.gavel.gateway.peer.Peer;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// One connection on the floor, and where it sits. Used by the connection's own thread alone, but
/// for [#rooms()].
final class Visit {
  /// Events refused in a row, in seconds' worth, after which a connection floods.
  private static final int FLOOD_SECONDS = 5;

  private final Peer peer;
  private final Optional<Identity.Known> known;
  private final TokenBucket events;
  private final int flood;
  private final Set<String> rooms = new HashSet<>();
  private Optional<String> firstRoom = Optional.empty();
  private int refusedInARow;

  Visit(Peer peer, TokenBucket events, int eventsPerSecond) {
    this.peer = peer;
    this.known =
        peer.identity() instanceof Identity.Known who ? Optional.of(who) : Optional.empty();
    this.events = events;
    this.flood = eventsPerSecond * FLOOD_SECONDS;
  }

  Peer peer() {
    return peer;
  }

  /// Who it is; empty for a spectator.
  Optional<String> user() {
    return known.map(Identity.Known::userId);
  }

  boolean isStaff() {
    return known.filter(who -> who.role().equals("staff")).isPresent();
  }

  /// 0 when one more event may be looked at, else the milliseconds until it may.
  long take() {
    long waitMs = events.take();
    refusedInARow = waitMs == 0 ? 0 : refusedInARow + 1;
    return waitMs;
  }

  boolean floods() {
    return refusedInARow > flood;
  }

  /// The room that the handshake named.
  Optional<String> firstRoom() {
    return firstRoom;
  }

  void firstRoom(String room) {
    firstRoom = Optional.of(room);
  }

  synchronized boolean sitsIn(String room) {
    return rooms.contains(room);
  }

  synchronized int count() {
    return rooms.size();
  }

  synchronized void sat(String room) {
    rooms.add(room);
  }

  synchronized void rose(String room) {
    rooms.remove(room);
  }

  synchronized Set<String> rooms() {
    return Set.copyOf(rooms);
  }
}
