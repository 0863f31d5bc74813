package dev.gavel.gateway.store;

import static com.mongodb.client.model.Filters.eq;

import dev.gavel.model.Names;
import java.util.Optional;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How many partitions the log has, as the workers have written it down. It never changes, so it is
/// read until it is there, and then no more. Thread-safe.
final class Partitions {
  private static final Logger LOG = LoggerFactory.getLogger(Partitions.class);

  private volatile int known;
  private volatile boolean isRefused;

  /// 0 while no worker has been here.
  ///
  /// @throws ViewAway also when the documents are of another layout than this version reads
  int count(MongoCalls calls) throws ViewAway {
    if (known == 0) {
      Optional<Document> layout =
          calls.first(
              "reading the layout",
              calls.collection(Names.CHECKPOINTS).find(eq("_id", Names.LAYOUT)).first());
      if (layout.isPresent()) {
        known = count(layout.get());
      }
    }
    return known;
  }

  private int count(Document layout) throws ViewAway {
    long version = RoomHead.number(layout, "layout");
    if (version != Names.LAYOUT_VERSION) {
      String why =
          "the database has layout " + version + ", this version reads " + Names.LAYOUT_VERSION;
      if (!isRefused) {
        isRefused = true;
        LOG.error("{}: a worker's `rebuild` makes it anew from the log", why);
      }
      throw new ViewAway("reading the layout", new IllegalStateException(why));
    }
    return (int) RoomHead.number(layout, "partitions");
  }
}
