package dev.gavel.bids.store;

import com.mongodb.client.model.Filters;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import dev.gavel.backends.Backends;
import dev.gavel.backends.BackendsExtension;
import dev.gavel.model.Names;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Mono;

@ExtendWith(BackendsExtension.class)
class MongoProjectionStoreIT extends ProjectionStoreContract {
  private static final AtomicInteger DATABASES = new AtomicInteger();

  private final String uri;
  private final String database = "view-" + DATABASES.incrementAndGet();

  MongoProjectionStoreIT(Backends backends) {
    uri = backends.mongoUri();
  }

  @Override
  ProjectionStore view() {
    return MongoProjectionStore.open(uri, database);
  }

  @Override
  long decisions(ProjectionStore view, String room) {
    try (MongoClient client = MongoClients.create(uri)) {
      return Mono.from(
              client
                  .getDatabase(database)
                  .getCollection(Names.BIDS)
                  .countDocuments(Filters.eq("room", room)))
          .blockOptional(Duration.ofSeconds(20))
          .orElseThrow();
    }
  }
}
