package dev.gavel.bids.store;

import dev.gavel.backends.Backends;
import dev.gavel.backends.BackendsExtension;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(BackendsExtension.class)
class MongoProjectionStoreIT extends MongoStoreContract {
  private final String uri;

  MongoProjectionStoreIT(Backends backends) {
    uri = backends.mongoUri();
  }

  @Override
  String uri() {
    return uri;
  }
}
