package dev.gavel.bids.verify;

import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.bson.Document;

/// The documents of a running system.
interface ViewEvidence extends AutoCloseable {

  /// The first offset of a partition that is not stored yet; 0 when nothing is.
  long next(String topicId, int partition) throws IOException;

  /// The heads of a partition by room, all or the one.
  Map<String, Document> rooms(int partition, Optional<String> room) throws IOException;

  /// Those of these documents that are stored, by `_id`.
  ///
  /// @param collection one of the projection's
  Map<String, Document> documents(String collection, Collection<String> ids) throws IOException;

  /// The `_id` of every document of a partition.
  void ids(String collection, int partition, Consumer<String> each) throws IOException;

  @Override
  void close();
}
