package dev.gavel.bids.store;

import dev.gavel.bids.home.RoomHead;
import dev.gavel.bids.home.SavedRoom;
import java.util.List;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What of a room's head says where the room stands, without its terms and tails.
final class SavedRoomFields {
  private static final Logger LOG = LoggerFactory.getLogger(SavedRoomFields.class);

  static final List<String> ALL =
      List.of(
          "topicId", "partition", "firstOffset", ProjectionDocuments.OFFSET, "receipt", "phase");

  private SavedRoomFields() {}

  /// Reads them; a room that cannot be read is told as such, and folded again.
  static SavedRoom read(Document head) {
    String room = head.getString(ProjectionDocuments.ID);
    if (head.get("topicId") instanceof String topicId
        && head.get("partition") instanceof Integer partition
        && head.get("firstOffset") instanceof Long firstOffset
        && head.get(ProjectionDocuments.OFFSET) instanceof Long offset
        && head.get("receipt") instanceof String receipt
        && head.get("phase") instanceof String phase
        && firstOffset >= 0) {
      return new SavedRoom(
          room, topicId, partition, firstOffset, offset, receipt, RoomHead.asleep(phase));
    }
    LOG.error("rooms/{} cannot be read: the room is decided from the log again", room);
    return SavedRoom.unreadable(room);
  }
}
