package dev.gavel.local.seed;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.WriteModel;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import dev.gavel.model.Names;
import dev.gavel.runtime.address.MongoAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.bson.Document;
import org.bson.conversions.Bson;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// MongoDB as the demo needs it: writes people and items, reads rooms.
final class Documents implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  /// Documents a bulk write; 1 000 pictures are some megabytes.
  private static final int BATCH = 500;

  /// OWASP's least for Argon2id: 19 MiB, two passes, one lane.
  private static final Argon2Function ARGON2 =
      Argon2Function.getInstance(19_456, 2, 1, 32, Argon2.ID);

  private final MongoClient client;
  private final MongoDatabase database;

  Documents(String uri) {
    client = MongoClients.create(MongoAddress.of(uri).build());
    database = client.getDatabase(Names.DATABASE);
  }

  /// Creates who is missing; whoever is there keeps what may have been changed meanwhile. All share
  /// one hash: hashing a thousand times would take a minute, and the password is public anyway.
  void people(List<DemoUser> users, List<DemoUser> house) {
    String demo = hash(DemoUser.PASSWORD);
    // Nobody knows it, so nobody logs in as the house.
    String unknown = hash(UUID.randomUUID().toString());
    List<WriteModel<Document>> writes = new ArrayList<>();
    users.forEach(user -> writes.add(insert(user, demo)));
    house.forEach(user -> writes.add(insert(user, unknown)));
    write(Names.USERS, writes);
  }

  private static String hash(String password) {
    return Password.hash(password).addRandomSalt(16).with(ARGON2).getResult();
  }

  private static WriteModel<Document> insert(DemoUser user, String passwordHash) {
    Document fields =
        new Document("email", user.email())
            .append("name", user.name())
            .append("passwordHash", passwordHash)
            .append("role", user.role());
    return new UpdateOneModel<>(
        Filters.eq("_id", user.id()),
        new Document("$setOnInsert", fields),
        new UpdateOptions().upsert(true));
  }

  /// Writes the items as this build knows them.
  void items(List<DemoItem> items) {
    write(
        Names.ITEMS,
        items.stream()
            .map(item ->
                (WriteModel<Document>)
                    new ReplaceOneModel<>(
                        Filters.eq("_id", item.id()),
                        document(item),
                        new ReplaceOptions().upsert(true)))
            .toList());
  }

  private static Document document(DemoItem item) {
    return new Document("_id", item.id())
        .append("title", item.title())
        .append("titleEn", item.titleEn())
        .append("maker", item.maker())
        .append("description", item.description())
        .append("picture", item.picture())
        .append("estimateLow", item.estimateLow())
        .append("estimateHigh", item.estimateHigh());
  }

  private void write(String collection, List<? extends WriteModel<Document>> writes) {
    MongoCollection<Document> target = database.getCollection(collection);
    for (int from = 0; from < writes.size(); from += BATCH) {
      List<? extends WriteModel<Document>> batch =
          writes.subList(from, Math.min(writes.size(), from + BATCH));
      Mono.from(target.bulkWrite(batch)).block(LIMIT);
    }
  }

  /// Those of `rooms` that a worker has written so far.
  List<Document> rooms(Collection<String> rooms) {
    Bson wanted = Filters.in("_id", rooms);
    return Flux.from(
            database
                .getCollection(Names.ROOMS)
                .find(wanted)
                .projection(new Document("standing", 1).append("item", 1)))
        .collectList()
        .blockOptional(LIMIT)
        .orElse(List.of());
  }

  /// How many rooms there are in all.
  long countRooms() {
    return Mono.from(database.getCollection(Names.ROOMS).estimatedDocumentCount())
        .blockOptional(LIMIT)
        .orElse(0L);
  }

  /// Whether any room still takes bids.
  boolean anyOpen(long nowMs) {
    Bson open =
        Filters.and(Filters.ne("standing.phase", "CLOSED"), Filters.gt("standing.endsAtMs", nowMs));
    return Mono.from(database.getCollection(Names.ROOMS).find(open).first())
        .blockOptional(LIMIT)
        .isPresent();
  }

  @Override
  public void close() {
    client.close();
  }
}
