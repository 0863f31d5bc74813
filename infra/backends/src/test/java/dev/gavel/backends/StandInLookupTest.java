package dev.gavel.backends;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoCollection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// What a lookup costs does not grow with what is stored: counted in documents, not in time.
@Timeout(120)
class StandInLookupTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int BULK = 1_000;

  @ParameterizedTest(name = "on disk: {0}")
  @ValueSource(booleans = {false, true})
  void anIdIsFoundBesideOtherConditionsWithoutReadingTheRest(boolean onDisk, @TempDir Path folder)
      throws Exception {
    try (MongoWire server = onDisk ? MongoWire.inFolder(folder) : MongoWire.inMemory();
        MongoClient client = MongoClients.create(server.uri())) {
      MongoCollection<Document> documents = client.getDatabase("lookup").getCollection("documents");
      insert(documents, 0, 1_000);
      List<Long> few = examined(server, documents, 1);
      insert(documents, 1_000, 100_000);
      assertThat(examined(server, documents, 2)).isEqualTo(few);
      assertThat(few).containsExactly(1L, 1L, 1L, 1L, 1L, 0L, 3L, 3L);
    }
  }

  /// How many documents the server looks at, for each kind of lookup.
  private static List<Long> examined(
      MongoWire server, MongoCollection<Document> documents, long offset) {
    Bson older = lt("offset", offset);
    Document replacement = new Document("offset", offset);
    return List.of(
        counted(server, documents.find(eq("_id", "d-7")).first()),
        // The forms in which a driver may write a guard.
        counted(server, documents.replaceOne(and(eq("_id", "d-7"), older), replacement)),
        counted(
            server,
            documents.replaceOne(
                new Document("_id", "d-8").append("offset", new Document("$lt", offset)),
                replacement)),
        counted(
            server,
            documents.replaceOne(
                new Document("offset", new Document("$lt", offset))
                    .append("_id", new Document("$eq", "d-9")),
                replacement)),
        // The guard does not hold.
        counted(server, documents.replaceOne(and(older, eq("_id", "d-9")), replacement)),
        counted(server, documents.replaceOne(and(eq("_id", "none"), older), replacement)),
        counted(server, documents.find(in("_id", List.of("d-1", "none", "d-2", "d-3")))),
        counted(server, documents.find(and(in("_id", "d-1", "d-2", "d-3"), gt("offset", -1)))));
  }

  private static long counted(MongoWire server, Publisher<?> operation) {
    long before = server.examined();
    Flux.from(operation).collectList().block(LIMIT);
    return server.examined() - before;
  }

  private static void insert(MongoCollection<Document> documents, int from, int to) {
    for (int start = from; start < to; start += BULK) {
      List<Document> bulk =
          IntStream.range(start, start + BULK)
              .mapToObj(i -> new Document("_id", "d-" + i).append("offset", 0L))
              .toList();
      Mono.from(documents.insertMany(bulk)).block(LIMIT);
    }
  }
}
