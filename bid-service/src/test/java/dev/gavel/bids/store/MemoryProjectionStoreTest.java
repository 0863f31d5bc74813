package dev.gavel.bids.store;

import java.util.Map;
import org.bson.Document;

class MemoryProjectionStoreTest extends ProjectionStoreContract {
  private final MemoryProjectionStore store = new MemoryProjectionStore();

  @Override
  ProjectionStore store() {
    return store;
  }

  @Override
  Map<String, Document> stored(String collection) {
    return store.stored(collection);
  }

  @Override
  void plant(String collection, Document document) {
    store.plant(collection, document);
  }
}
