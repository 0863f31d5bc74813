package dev.gavel.bids.store;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoCollection;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.bson.Document;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/// The contract on a server of MongoDB's protocol.
abstract class MongoStoreContract extends ProjectionStoreContract {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final String database = "store-" + UUID.randomUUID();

  abstract String uri();

  @Override
  ProjectionStore store() {
    return MongoProjectionStore.open(uri(), database);
  }

  @Override
  Map<String, Document> stored(String collection) {
    Map<String, Document> found = new TreeMap<>();
    with(collection, documents -> documents.find())
        .forEach(document -> found.put(document.getString("_id"), document));
    return found;
  }

  @Override
  void plant(String collection, Document document) {
    with(
        collection,
        documents ->
            documents.replaceOne(
                Filters.eq("_id", document.get("_id")),
                document,
                new ReplaceOptions().upsert(true)));
  }

  private <T> Iterable<T> with(
      String collection, Function<MongoCollection<Document>, Publisher<T>> call) {
    try (MongoClient client = MongoClients.create(uri())) {
      return Flux.from(call.apply(client.getDatabase(database).getCollection(collection)))
          .collectList()
          .blockOptional(LIMIT)
          .orElseThrow();
    }
  }
}
