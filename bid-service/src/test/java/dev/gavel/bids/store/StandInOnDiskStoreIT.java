package dev.gavel.bids.store;

import dev.gavel.backends.MongoServerKind;

class StandInOnDiskStoreIT extends MongoProjectionStoreContract {
  StandInOnDiskStoreIT() {
    super(MongoServerKind.STAND_IN_ON_DISK);
  }
}
