package dev.gavel.bids.verify;

import com.mongodb.MongoException;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoDatabase;
import dev.gavel.bids.view.Documents;
import dev.gavel.model.Names;
import dev.gavel.runtime.address.MongoAddress;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/// The documents in MongoDB.
final class MongoEvidence implements ViewEvidence {
  /// A document that takes longer to come ends the reading.
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final MongoClient client;
  private final MongoDatabase database;

  private MongoEvidence(MongoClient client, MongoDatabase database) {
    this.client = client;
    this.database = database;
  }

  static MongoEvidence open(String uri, String database) {
    MongoClient client = MongoClients.create(MongoAddress.of(uri).build());
    return new MongoEvidence(client, client.getDatabase(database));
  }

  @Override
  public long next(String topicId, int partition) throws IOException {
    Bson key = Filters.eq("_id", Documents.placeId(topicId, partition));
    long[] next = {0};
    read(
        database.getCollection(Names.PLACES).find(key),
        document -> next[0] = document.getLong("next"));
    return next[0];
  }

  @Override
  public Map<String, Document> rooms(int partition, Optional<String> room) throws IOException {
    Map<String, Document> rooms = new HashMap<>();
    read(
        database.getCollection(Names.ROOMS).find(of(partition, "_id", room)),
        document -> rooms.put(document.getString("_id"), document));
    return rooms;
  }

  @Override
  public Map<String, Document> bids(Collection<String> ids) throws IOException {
    Map<String, Document> bids = new HashMap<>();
    if (!ids.isEmpty()) {
      read(
          database.getCollection(Names.BIDS).find(Filters.in("_id", ids)),
          document -> bids.put(document.getString("_id"), document));
    }
    return bids;
  }

  @Override
  public void bidIds(int partition, long below, Optional<String> room, Consumer<String> each)
      throws IOException {
    Bson stored = Filters.and(of(partition, "room", room), Filters.lt("offset", below));
    read(
        database.getCollection(Names.BIDS).find(stored).projection(Projections.include("_id")),
        document -> each.accept(document.getString("_id")));
  }

  private static Bson of(int partition, String key, Optional<String> room) {
    Bson inPartition = Filters.eq("partition", partition);
    return room.isEmpty() ? inPartition : Filters.and(inPartition, Filters.eq(key, room.get()));
  }

  private static void read(Publisher<Document> found, Consumer<Document> each) throws IOException {
    try {
      Flux.from(found).timeout(LIMIT).toIterable().forEach(each);
    } catch (RuntimeException failed) {
      // Reactor wraps a time-out, and gives the driver's exceptions as they are.
      if (failed instanceof MongoException
          || failed.getCause() instanceof java.util.concurrent.TimeoutException) {
        throw new UnreadableEvidence("MongoDB", failed);
      }
      throw failed;
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
