package dev.gavel.bids.store;

import dev.gavel.backends.MongoServerKind;

/// No build runs it yet: under these writes the server stops answering within a minute, all calls
/// alike, also when its collections are there before. The operations by themselves pass there
/// (`FerretDbContractIT`).
class FerretDbStoreTrial extends MongoProjectionStoreContract {
  FerretDbStoreTrial() {
    super(MongoServerKind.FERRETDB);
  }
}
