package dev.gavel.backends;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DatabaseResolver;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.h2.H2Database;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.oplog.Oplog;
import io.netty.channel.Channel;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

/// A database of the stand-in: a map of the store for each collection, by `_id`.
final class StandInDatabase extends H2Database {
  private static final String COLLECTIONS = "databases.";

  private final MVStore store;
  private final LongAdder examined;

  StandInDatabase(String name, MVStore store, CursorRegistry cursors, LongAdder examined) {
    // Before the library's constructor, which opens the collections that the store has.
    this.store = store;
    this.examined = examined;
    super(name, store, cursors);
  }

  @Override
  protected MongoCollection<Object> openOrCreateCollection(String name, CollectionOptions options) {
    return new StandInCollection(this, name, options, documents(name), examined);
  }

  @Override
  protected Index<Object> openOrCreateUniqueIndex(
      String collection, String name, List<IndexKey> keys, boolean sparse) {
    return keys.size() == 1 && keys.getFirst().getKey().equals("_id")
        ? new IdIndex(name, keys, documents(collection))
        : super.openOrCreateUniqueIndex(collection, name, keys, sparse);
  }

  CursorRegistry cursors() {
    return cursorRegistry;
  }

  private MVMap<Object, Document> documents(String collection) {
    return store.openMap(
        COLLECTIONS + getFullCollectionNamespace(collection),
        new MVMap.Builder<Object, Document>().valueType(BsonType.INSTANCE));
  }

  /// The library counts refused documents of an `insert` as inserted.
  @Override
  public Document handleCommand(
      Channel channel, String command, Document query, DatabaseResolver others, Oplog oplog) {
    Document result = super.handleCommand(channel, command, query, others, oplog);
    if (command.equals("insert")
        && result.get("n") instanceof Integer all
        && result.get("writeErrors") instanceof List<?> refused
        && refused.getFirst() instanceof Document first
        && first.get("index") instanceof Integer index) {
      // In order, nothing is tried after the first that is refused.
      boolean inOrder = !Boolean.FALSE.equals(query.get("ordered"));
      result.put("n", inOrder ? index : all - refused.size());
    }
    return result;
  }
}
