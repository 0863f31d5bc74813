package dev.gavel.bids.store;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoCollection;
import dev.gavel.backends.MongoInstance;
import dev.gavel.backends.MongoServerKind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/// The contract on a server of MongoDB's protocol.
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class MongoProjectionStoreContract extends ProjectionStoreContract {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int SEEDS = 2;

  private final MongoServerKind kind;
  private MongoInstance server;
  private MongoClient client;
  private String database = "";

  @SuppressWarnings("NullAway.Init") // by the methods that run before each test
  MongoProjectionStoreContract(MongoServerKind kind) {
    this.kind = kind;
  }

  @BeforeAll
  void start(@TempDir Path folder) throws IOException {
    Optional<String> absent = kind.absentBecause();
    assumeTrue(absent.isEmpty(), () -> kind + ": " + absent.orElse(""));
    server = kind.start(folder.resolve("mongo"));
    client = MongoClients.create(server.uri());
  }

  @AfterAll
  void stop() {
    if (client != null) {
      client.close();
      server.close();
    }
  }

  @BeforeEach
  void begin() {
    database = "store-" + UUID.randomUUID();
  }

  @Override
  ProjectionStore store() {
    return MongoProjectionStore.open(server.uri(), database);
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
    MongoCollection<Document> documents = client.getDatabase(database).getCollection(collection);
    return Flux.from(call.apply(documents)).collectList().blockOptional(LIMIT).orElseThrow();
  }

  @Test
  void whereverWorkersCrashTheSameBytesAreStored() throws Exception {
    for (long seed = 1; seed <= SEEDS; seed++) {
      begin();
      try (ProjectionStore store = store()) {
        new Convergence(seed, store, this::stored).check();
      }
    }
  }
}
