package dev.gavel.bids.store;

import com.mongodb.MongoException;
import com.mongodb.WriteConcern;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import dev.gavel.bids.home.Recall;
import dev.gavel.bids.home.RoomCommit;
import dev.gavel.bids.home.SavedPlace;
import dev.gavel.bids.home.SavedRoom;
import dev.gavel.bids.home.Slice;
import dev.gavel.bids.log.Away;
import dev.gavel.model.Names;
import dev.gavel.runtime.address.MongoAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bson.Document;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The projection in MongoDB, by `_id` alone and with operations that its common substitutes share
/// ([MongoWrites]).
public final class MongoProjectionStore implements ProjectionStore {
  /// A call that takes longer counts as unknown and is made again.
  static final Duration CALL_LIMIT = Duration.ofSeconds(10);

  private final ProjectionWrites writes = new ProjectionWrites();
  private final StoredAnswerReader answers = new StoredAnswerReader();
  private final MongoClient client;
  private final MongoDatabase database;
  private final MongoCollection<Document> rooms;
  private final MongoCollection<Document> pages;
  private final MongoCollection<Document> shares;
  private final MongoCollection<Document> paddles;
  private final MongoCollection<Document> bidders;
  private final MongoCollection<Document> lots;
  private final MongoCollection<Document> checkpoints;

  private MongoProjectionStore(MongoClient client, MongoDatabase database) {
    this.client = client;
    this.database = database;
    this.rooms = database.getCollection(Names.ROOMS);
    this.pages = database.getCollection(Names.PAGES);
    this.shares = database.getCollection(Names.SHARES);
    this.paddles = database.getCollection(Names.PADDLES);
    this.bidders = database.getCollection(Names.BIDDERS);
    this.lots = database.getCollection(Names.LOTS);
    this.checkpoints = database.getCollection(Names.CHECKPOINTS);
  }

  /// Returns at once, also while MongoDB is away.
  public static MongoProjectionStore open(String uri, String database) {
    MongoClient client = MongoClients.create(MongoAddress.of(uri).build());
    return new MongoProjectionStore(
        client, client.getDatabase(database).withWriteConcern(WriteConcern.MAJORITY));
  }

  @Override
  public Optional<String> claim(String topicId, int partitions) throws Away {
    StoredLayout log = StoredLayout.of(topicId, partitions);
    Optional<Document> stored = one(byId(checkpoints, Names.LAYOUT), "reading the layout");
    if (stored.isEmpty()) {
      if (hasOlderLayout()) {
        return Optional.of(StoredLayout.OLDER);
      }
      one(MongoWrites.insert(checkpoints, List.of(log.document())), "writing the layout");
      stored = one(byId(checkpoints, Names.LAYOUT), "reading the layout");
    }
    return stored.map(StoredLayout::of).flatMap(there -> there.refuses(log));
  }

  private boolean hasOlderLayout() throws Away {
    for (String collection : List.of(Names.PLACES, Names.BIDS)) {
      Publisher<Document> any = database.getCollection(collection).find().first();
      if (one(any, "looking for an older layout").isPresent()) {
        return true;
      }
    }
    return false;
  }

  /// Drops all of the projection, also that of older layouts.
  public void drop() throws Away {
    for (String name :
        List.of(
            Names.ROOMS,
            Names.PAGES,
            Names.SHARES,
            Names.PADDLES,
            Names.BIDDERS,
            Names.LOTS,
            Names.CHECKPOINTS,
            Names.BIDS,
            Names.PLACES)) {
      one(database.getCollection(name).drop(), "dropping " + name);
    }
  }

  @Override
  public Optional<SavedPlace> place(String topicId, int partition) throws Away {
    Publisher<Document> found = byId(checkpoints, ProjectionDocuments.placeId(topicId, partition));
    return one(found, "reading a checkpoint").map(ProjectionDocuments::place);
  }

  private static Publisher<Document> byId(MongoCollection<Document> where, String id) {
    return where.find(Filters.eq(ProjectionDocuments.ID, id)).first();
  }

  @Override
  public Map<String, SavedRoom> rooms(Collection<String> wanted) throws Away {
    if (wanted.isEmpty()) {
      return Map.of();
    }
    Publisher<Document> found =
        rooms
            .find(Filters.in(ProjectionDocuments.ID, wanted))
            .projection(Projections.include(SavedRoomFields.ALL));
    Map<String, SavedRoom> saved = new HashMap<>();
    for (Document document :
        one(Flux.from(found).collectList(), "reading rooms").orElse(List.of())) {
      SavedRoom room = SavedRoomFields.read(document);
      saved.put(room.room(), room);
    }
    return saved;
  }

  @Override
  public Map<String, Recall> recall(Map<String, Set<Recall.Key>> commands) throws Away {
    if (commands.isEmpty()) {
      return Map.of();
    }
    Map<String, Document> heads =
        one(MongoWrites.read(rooms, commands.keySet()), "reading closed rooms").orElse(Map.of());
    Set<String> ids = StoredAnswerReader.shareIds(heads.values(), commands);
    Map<String, Document> found =
        one(MongoWrites.read(shares, ids), "reading first answers").orElse(Map.of());
    return answers.recall(heads.values(), commands, found);
  }

  @Override
  public void storePages(List<Slice> batch) throws Away {
    one(
        Mono.when(
            MongoWrites.insert(pages, writes.pages(batch)),
            MongoWrites.write(shares, writes.shares(batch)),
            MongoWrites.write(paddles, writes.paddles(batch)),
            list(
                bidders,
                ProjectionWrites.bidders(batch),
                ProjectionDocuments.MAX_ROOMS_OF_A_BIDDER),
            list(lots, ProjectionWrites.lots(batch), ProjectionDocuments.MAX_ROOMS_OF_AN_ITEM)),
        "writing pages and shares");
  }

  private static Mono<Void> list(
      MongoCollection<Document> where, List<RoomCommit.Listed> entries, int most) {
    List<String> ids = entries.stream().map(ProjectionWrites::listId).distinct().toList();
    return ids.isEmpty()
        ? Mono.empty()
        : MongoWrites.read(where, ids)
            .flatMap(
                stored -> MongoWrites.write(where, ProjectionWrites.lists(entries, stored, most)));
  }

  @Override
  public void storeHeads(List<Slice> batch) throws Away {
    one(MongoWrites.write(rooms, writes.heads(batch)), "writing rooms");
  }

  @Override
  public void storeCheckpoints(List<SavedPlace> reached) throws Away {
    one(
        MongoWrites.write(checkpoints, ProjectionWrites.checkpoints(reached)),
        "writing checkpoints");
  }

  private static <T> Optional<T> one(Publisher<T> publisher, String doing) throws Away {
    try {
      return Mono.from(publisher).blockOptional(CALL_LIMIT);
    } catch (RuntimeException failed) {
      // Reactor says a time-out with an IllegalStateException, an interrupt by its cause.
      if (failed instanceof MongoException refused && RejectedWriteException.isForGood(refused)) {
        throw new RejectedWriteException(doing, refused);
      }
      if (failed instanceof MongoException
          || failed instanceof IllegalStateException
          || failed.getCause() instanceof InterruptedException) {
        throw new Away(Away.Server.MONGO, doing, failed);
      }
      throw failed;
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
