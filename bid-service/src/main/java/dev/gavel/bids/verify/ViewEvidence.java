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

  /// The rooms of a partition by name, all or the one.
  Map<String, Document> rooms(int partition, Optional<String> room) throws IOException;

  /// Those of these decisions that are stored, by `_id`.
  Map<String, Document> bids(Collection<String> ids) throws IOException;

  /// The `_id` of every stored decision of a partition below an offset, of all rooms or of the one.
  void bidIds(int partition, long below, Optional<String> room, Consumer<String> each)
      throws IOException;

  @Override
  void close();
}
