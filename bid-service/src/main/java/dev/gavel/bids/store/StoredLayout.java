package dev.gavel.bids.store;

import dev.gavel.model.Names;
import java.util.Optional;
import org.bson.Document;

/// Which log a database was filled from, and in which layout.
public record StoredLayout(int layout, String topicId, int partitions) {
  static final String OLDER =
      "the database holds the layout of an older version: a local run starts anew with --fresh,"
          + " any other with `bid-service.jar rebuild`, which makes it anew from the log";

  public static StoredLayout of(String topicId, int partitions) {
    return new StoredLayout(Names.LAYOUT_VERSION, topicId, partitions);
  }

  Document document() {
    return new Document(ProjectionDocuments.ID, Names.LAYOUT)
        .append("layout", layout)
        .append("topicId", topicId)
        .append("partitions", partitions);
  }

  static StoredLayout of(Document document) {
    return new StoredLayout(
        document.get("layout") instanceof Integer number ? number : 0,
        String.valueOf(document.get("topicId")),
        document.get("partitions") instanceof Integer number ? number : 0);
  }

  /// Why what is decided from this log must not be stored there; empty when it may be.
  Optional<String> refuses(StoredLayout log) {
    if (layout != log.layout) {
      return Optional.of(layout < log.layout ? OLDER : newer());
    }
    if (!topicId.equals(log.topicId)) {
      return Optional.of(
          ("the commands topic was made anew: the database was filled from topic id %s, and this"
                  + " is %s. Bring the old topic back, or give the new one an empty database"
                  + " (mongo.database)")
              .formatted(topicId, log.topicId));
    }
    return partitions == log.partitions
        ? Optional.empty()
        : Optional.of(
            ("the commands topic has %d partitions and had %d when the database was filled: rooms"
                    + " would change their partition, so this number never changes")
                .formatted(log.partitions, partitions));
  }

  private String newer() {
    return "the database holds layout %d of a newer version, and this one knows %d"
        .formatted(layout, Names.LAYOUT_VERSION);
  }
}
