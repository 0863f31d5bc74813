package dev.gavel.bids.store;

import dev.gavel.backends.MongoServerKind;

class MongodStoreIT extends MongoProjectionStoreContract {
  MongodStoreIT() {
    super(MongoServerKind.MONGOD);
  }
}
