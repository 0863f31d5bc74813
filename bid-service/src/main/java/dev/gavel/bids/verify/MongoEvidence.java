package dev.gavel.bids.verify;

import static java.util.stream.Collectors.joining;

import com.mongodb.MongoClientSettings;
import com.mongodb.MongoException;
import com.mongodb.ServerAddress;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.connection.ClusterSettings;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoDatabase;
import dev.gavel.bids.store.ProjectionDocuments;
import dev.gavel.model.Names;
import dev.gavel.runtime.address.MongoAddress;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/// The documents in MongoDB.
final class MongoEvidence implements ViewEvidence {
  /// A document that takes longer to come ends the reading.
  private static final Duration LIMIT = Duration.ofSeconds(30);

  /// How long the driver looks for a server.
  private static final Duration FIRST_LIMIT = Duration.ofSeconds(10);

  private final String hosts;
  private final MongoClient client;
  private final MongoDatabase database;

  private MongoEvidence(String hosts, MongoClient client, MongoDatabase database) {
    this.hosts = hosts;
    this.client = client;
    this.database = database;
  }

  static MongoEvidence open(String uri, String database) {
    MongoClientSettings settings =
        MongoAddress.of(uri)
            .applyToClusterSettings(cluster ->
                cluster.serverSelectionTimeout(FIRST_LIMIT.toSeconds(), TimeUnit.SECONDS))
            .build();
    MongoClient client = MongoClients.create(settings);
    return new MongoEvidence(hosts(settings), client, client.getDatabase(database));
  }

  /// Without what an address says besides: a password.
  private static String hosts(MongoClientSettings settings) {
    ClusterSettings cluster = settings.getClusterSettings();
    String name = cluster.getSrvHost();
    return name != null
        ? name
        : cluster.getHosts().stream().map(ServerAddress::toString).collect(joining(","));
  }

  @Override
  public long next(String topicId, int partition) throws IOException {
    Bson key = Filters.eq("_id", ProjectionDocuments.placeId(topicId, partition));
    long[] next = {0};
    read(
        database.getCollection(Names.CHECKPOINTS).find(key),
        document -> next[0] = document.getLong("next"));
    return next[0];
  }

  @Override
  public Map<String, Document> rooms(int partition, Optional<String> room) throws IOException {
    Map<String, Document> rooms = new HashMap<>();
    read(
        database.getCollection(Names.ROOMS).find(of(partition, room)),
        document -> rooms.put(document.getString("_id"), document));
    return rooms;
  }

  @Override
  public Map<String, Document> documents(String collection, Collection<String> ids)
      throws IOException {
    Map<String, Document> found = new HashMap<>();
    read(
        database.getCollection(collection).find(Filters.in("_id", ids)),
        document -> found.put(document.getString("_id"), document));
    return found;
  }

  @Override
  public void ids(String collection, int partition, Consumer<String> each) throws IOException {
    read(
        database
            .getCollection(collection)
            .find(Filters.eq("partition", partition))
            .projection(Projections.include("_id")),
        document -> each.accept(document.getString("_id")));
  }

  private static Bson of(int partition, Optional<String> room) {
    Bson inPartition = Filters.eq("partition", partition);
    return room.isEmpty() ? inPartition : Filters.and(Filters.eq("_id", room.get()), inPartition);
  }

  private void read(Publisher<Document> found, Consumer<Document> each) throws IOException {
    try {
      Flux.from(found).timeout(LIMIT).toIterable().forEach(each);
    } catch (RuntimeException failed) {
      // Reactor wraps a time-out, and gives the driver's exceptions as they are.
      if (failed instanceof MongoException || failed.getCause() instanceof TimeoutException) {
        throw new UnreadableEvidence(
            "MongoDB at %s: see that it runs and that --mongo or MONGO_URI names it"
                .formatted(hosts),
            failed);
      }
      throw failed;
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
