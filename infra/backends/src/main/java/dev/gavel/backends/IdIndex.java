package dev.gavel.backends;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.AbstractUniqueIndex;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/// The index on `_id` of a collection: the map of its documents itself, which has their ids as
/// keys.
///
/// It answers for each filter that asks for one `_id` or for some (`$in`), beside other conditions;
/// the collection then compares what was found with the whole filter.
final class IdIndex extends AbstractUniqueIndex<Object> {
  private static final String ID = "_id";

  private final MVMap<Object, Document> documents;

  IdIndex(String name, List<IndexKey> keys, MVMap<Object, Document> documents) {
    super(name, keys, false);
    this.documents = documents;
  }

  /// The position of the document with such an `_id`.
  static Object key(KeyValue id) {
    return Missing.ofNullable(id.get(0));
  }

  @Override
  public synchronized boolean canHandle(Document query) {
    Document ids = ids(query);
    return ids != null && super.canHandle(ids);
  }

  @Override
  public synchronized Iterable<Object> getPositions(Document query) {
    Document ids = ids(query);
    return ids == null ? List.of() : super.getPositions(ids);
  }

  /// The condition on `_id` alone; null when there is none.
  private static @Nullable Document ids(Document query) {
    if (query.containsKey(ID)) {
      Object asked = query.get(ID);
      boolean equal = asked instanceof Document one && one.keySet().equals(Set.of("$eq"));
      return new Document(ID, equal ? ((Document) asked).get("$eq") : asked);
    }
    // Drivers write a conjunction in either form.
    return query.get("$and") instanceof List<?> parts
        ? parts.stream()
            .map(part -> ids((Document) part))
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null)
        : null;
  }

  @Override
  protected @Nullable Object getPosition(KeyValue id) {
    Object key = key(id);
    return documents.containsKey(key) ? key : null;
  }

  /// The collection puts the document itself.
  @Override
  public void add(Document document, Object position, MongoCollection<Object> collection) {}

  @Override
  protected boolean putKeyPosition(KeyValue id, Object position) {
    return true;
  }

  /// The collection removes the document itself.
  @Override
  protected @Nullable Object removeDocument(KeyValue id) {
    return getPosition(id);
  }

  @Override
  protected Iterable<Map.Entry<KeyValue, Object>> getIterable() {
    return documents.keySet().stream().map(key -> Map.entry(new KeyValue(key), key)).toList();
  }

  @Override
  public long getCount() {
    return documents.sizeAsLong();
  }

  @Override
  public long getDataSize() {
    return getCount();
  }
}
