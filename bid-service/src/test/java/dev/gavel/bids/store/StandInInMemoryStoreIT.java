package dev.gavel.bids.store;

import dev.gavel.backends.MongoServerKind;

class StandInInMemoryStoreIT extends MongoProjectionStoreContract {
  StandInInMemoryStoreIT() {
    super(MongoServerKind.STAND_IN_IN_MEMORY);
  }
}
