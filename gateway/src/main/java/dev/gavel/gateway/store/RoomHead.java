package dev.gavel.gateway.store;

import java.util.Optional;
import org.bson.Document;
import org.bson.types.Binary;

/// The numbers of a room's head (shared-model README: "Projection"): what its pages and shares are
/// called, and its tails.
///
/// @param offset of the last command decided
/// @param sequence of the last update
/// @param decisions how many there are
/// @param shares into how many documents its bidders are divided; 0 while there are none
/// @param updateTail entries of the updates that stand in no page yet; empty when it was not asked
///   for
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
record RoomHead(
    String room,
    int partition,
    long offset,
    long sequence,
    long decisions,
    int shares,
    byte[] updateTail,
    byte[] decisionTail) {
  private static final byte[] NOTHING = {};

  /// @throws ClassCastException when a field is of another type
  static RoomHead of(Document document) {
    return new RoomHead(
        document.getString("_id"),
        (int) number(document, "partition"),
        number(document, "offset"),
        number(document, "sequence"),
        number(document, "decisions"),
        (int) number(document, "shares"),
        binary(document, "updateTail"),
        binary(document, "decisionTail"));
  }

  static long number(Document document, String field) {
    return document.get(field, (Number) 0L).longValue();
  }

  static byte[] binary(Document document, String field) {
    return Optional.ofNullable(document.get(field, Binary.class))
        .map(Binary::getData)
        .orElse(NOTHING);
  }
}
