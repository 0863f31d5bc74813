package dev.gavel.backends;

import static java.util.Collections.singletonList;

import de.bwaldvogel.mongo.backend.AbstractSynchronizedMongoCollection;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.DocumentWithPosition;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.bson.Document;
import java.util.Collection;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.h2.mvstore.MVMap;

/// A collection of the stand-in. A document's position is the key of its `_id`.
///
/// What is in the map is never changed: the library changes the documents that it finds, so it gets
/// copies. Replies are written after the collection's lock was given back, and the file by a thread
/// of its own; both would see halves of two documents.
final class StandInCollection extends AbstractSynchronizedMongoCollection<Object> {
  private final MVMap<Object, Document> documents;
  private final LongAdder examined;

  StandInCollection(
      StandInDatabase database,
      String name,
      CollectionOptions options,
      MVMap<Object, Document> documents,
      LongAdder examined) {
    super(database, name, options, database.cursors());
    this.documents = documents;
    this.examined = examined;
  }

  @Override
  protected Object addDocumentInternal(Document document) {
    Object position =
        getIdField() == null
            ? UUID.randomUUID()
            : IdIndex.key(new KeyValue(singletonList(document.get(getIdField()))).normalized());
    documents.put(position, document);
    return position;
  }

  @Override
  protected void handleUpdate(Object position, Document before, Document after) {
    documents.put(position, after);
  }

  @Override
  protected void removeDocument(Object position) {
    documents.remove(position);
  }

  @Override
  protected Document getDocument(Object position) {
    return new Document(documents.get(position));
  }

  @Override
  protected Stream<DocumentWithPosition<Object>> streamAllDocumentsWithPosition() {
    return documents.entrySet().stream()
        .map(entry -> new DocumentWithPosition<>(entry.getValue(), entry.getKey()));
  }

  // Justification: the library's signature.
  @Override
  protected QueryResult matchDocuments(
      Document query, Document orderBy, int skip, int limit, int batchSize, Document selector) {
    Collection<Document> all = documents.values();
    Stream<Document> matching =
        (isNaturalDescending(orderBy) ? all.stream().toList().reversed() : all)
            .stream().filter(each -> documentMatchesQuery(each, query)).map(Document::new);
    return matchDocumentsFromStream(
        matching, new Document(), orderBy, skip, limit, batchSize, selector);
  }

  @Override
  protected boolean documentMatchesQuery(Document document, Document query) {
    if (!query.isEmpty()) {
      examined.increment();
    }
    return super.documentMatchesQuery(document, query);
  }

  @Override
  public int count() {
    return documents.size();
  }

  @Override
  public boolean isEmpty() {
    return documents.isEmpty();
  }

  /// Would encode each document twice, for a figure that only statistics show.
  @Override
  protected boolean tracksDataSize() {
    return false;
  }

  @Override
  protected void updateDataSize(int delta) {
    // Not kept.
  }

  @Override
  protected int getDataSize() {
    return 0;
  }
}
