package dev.gavel.bids.store;

import dev.gavel.backends.MongoServerKind;

class FerretDbStoreIT extends MongoProjectionStoreContract {
  FerretDbStoreIT() {
    super(MongoServerKind.FERRETDB);
  }
}
