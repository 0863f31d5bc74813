package dev.gavel.model;

import java.util.List;

/// What one command of the log led to: its author's answer, and what viewers are told. One record a
/// decision on the results topic, refusals included.
///
/// @param op the command's op code, as on the wire
/// @param atMs the room's time
/// @param sequence the room's sequence after it (unchanged by a refusal)
/// @param duplicate an answer that was given before, for the same command delivered again
/// @param updates none for a refusal; a close by the clock comes before what the command itself did
/// @param receipt SHA-256 of the room's chain up to this decision, 64 hex digits
public record Decision(
    String room,
    Place place,
    String id,
    Author by,
    String op,
    long atMs,
    Answer answer,
    boolean duplicate,
    long sequence,
    List<RoomUpdate> updates,
    String receipt) {

  public Decision {
    updates = List.copyOf(updates);
  }

  /// The same decision under a receipt, its updates too.
  public Decision withReceipt(String sealed) {
    List<RoomUpdate> all = updates;
    if (updates.size() == 1) {
      all = List.of(updates.getFirst().withReceipt(sealed));
    } else if (!updates.isEmpty()) {
      all = updates.stream().map(update -> update.withReceipt(sealed)).toList();
    }
    return new Decision(room, place, id, by, op, atMs, answer, duplicate, sequence, all, sealed);
  }
}
