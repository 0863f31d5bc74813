package dev.gavel.bids.store;

import dev.gavel.backends.MongoServerKind;

class MongoContainerStoreIT extends MongoProjectionStoreContract {
  MongoContainerStoreIT() {
    super(MongoServerKind.CONTAINER);
  }
}
