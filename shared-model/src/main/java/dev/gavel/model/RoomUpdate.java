package dev.gavel.model;

/// A fact for viewers with its number in the room: sequences count by one from 1, without gaps.
///
/// @param place the command that caused it
/// @param atMs the room's time when it happened
/// @param receipt the decision's receipt: the head of the room's chain, 64 hex digits
public record RoomUpdate(
    String room,
    Place place,
    long sequence,
    long atMs,
    RoomEvent event,
    Standing standing,
    String receipt) {

  public RoomUpdate withReceipt(String sealed) {
    return new RoomUpdate(room, place, sequence, atMs, event, standing, sealed);
  }
}
