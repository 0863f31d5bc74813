package dev.gavel.bids.store;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoException;
import com.mongodb.WriteConcern;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.WriteModel;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import dev.gavel.bids.home.Recall;
import dev.gavel.bids.home.RoomState;
import dev.gavel.bids.home.SavedPlace;
import dev.gavel.bids.home.SavedRoom;
import dev.gavel.bids.home.Slice;
import dev.gavel.bids.log.Away;
import dev.gavel.model.Names;
import dev.gavel.model.Refusal;
import dev.gavel.runtime.address.MongoAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.reactivestreams.Publisher;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/// The view in MongoDB.
///
/// Only operations that MongoDB and its common substitutes share: finds by `_id`, and unordered
/// bulks of replacing upserts. A guarded upsert whose guard does not hold fails with a duplicate
/// key, which says that the stored state is as new: so it is no error here.
public final class MongoProjectionStore implements ProjectionStore {
  /// A call that takes longer counts as unknown and is made again.
  static final Duration CALL_LIMIT = Duration.ofSeconds(10);

  /// How long until the index for [#recall] is asked for again. Nobody waits for it: without it the
  /// answer is the same, and slower.
  static final Duration INDEX_RETRY = Duration.ofSeconds(1);

  static final Duration INDEX_RETRY_MOST = Duration.ofMinutes(1);

  /// Most documents in one write.
  static final int MAX_WRITES = 1_000;

  private static final BulkWriteOptions UNORDERED = new BulkWriteOptions().ordered(false);
  private static final ReplaceOptions UPSERT = new ReplaceOptions().upsert(true);

  private final ProjectionDocuments documents = new ProjectionDocuments();
  private final StoredAnswerReader recall = new StoredAnswerReader();
  private final MongoClient client;
  private final MongoCollection<Document> rooms;
  private final MongoCollection<Document> bids;
  private final MongoCollection<Document> places;
  private final Disposable indexing;

  private MongoProjectionStore(MongoClient client, MongoDatabase database) {
    this.client = client;
    this.rooms = database.getCollection(Names.ROOMS);
    this.bids = database.getCollection(Names.BIDS);
    this.places = database.getCollection(Names.PLACES);
    this.indexing =
        Mono.from(bids.createIndex(Indexes.ascending("room", "id")))
            .retryWhen(Retry.backoff(Long.MAX_VALUE, INDEX_RETRY).maxBackoff(INDEX_RETRY_MOST))
            .subscribe();
  }

  /// Returns at once, also while MongoDB is away.
  public static MongoProjectionStore open(String uri, String database) {
    MongoClient client = MongoClients.create(MongoAddress.of(uri).build());
    return new MongoProjectionStore(
        client, client.getDatabase(database).withWriteConcern(WriteConcern.MAJORITY));
  }

  @Override
  public Optional<SavedPlace> place(String topicId, int partition) throws Away {
    Bson key = Filters.eq("_id", ProjectionDocuments.placeId(topicId, partition));
    return one(places.find(key).first(), "reading a place").map(ProjectionDocuments::place);
  }

  @Override
  public Optional<String> otherTopic(String topicId) throws Away {
    return one(places.find(Filters.ne("topicId", topicId)).first(), "looking for another log")
        .map(document -> document.getString("topicId"));
  }

  @Override
  public Map<String, SavedRoom> rooms(Collection<String> wanted) throws Away {
    if (wanted.isEmpty()) {
      return Map.of();
    }
    Bson parts =
        Projections.include("topicId", "partition", "firstOffset", "offset", "receipt", "phase");
    Publisher<Document> found = rooms.find(Filters.in("_id", wanted)).projection(parts);
    Map<String, SavedRoom> saved = new HashMap<>();
    one(Flux.from(found).collectList(), "reading rooms").orElse(List.of()).stream()
        .map(ProjectionDocuments::room)
        .forEach(room -> saved.put(room.room(), room));
    return saved;
  }

  @Override
  public Map<String, Recall> recall(Map<String, Set<String>> ids) throws Away {
    Map<String, Recall> recalled = new HashMap<>();
    for (Map.Entry<String, Set<String>> wanted : ids.entrySet()) {
      Bson key = Filters.eq("_id", wanted.getKey());
      Optional<Document> room = one(rooms.find(key).first(), "reading a closed room");
      if (room.isPresent()) {
        var found = bids.find(answered(room.get(), wanted.getValue()));
        recall
            .recall(
                room.get(),
                one(Flux.from(found).collectList(), "reading first answers").orElse(List.of()))
            .ifPresent(one -> recalled.put(wanted.getKey(), one));
      }
    }
    return recalled;
  }

  /// The room's last decision, and those that may be first answers; repeated ones could be many.
  private static Bson answered(Document room, Set<String> ids) {
    return Filters.or(
        Filters.eq("_id", StoredAnswerReader.headId(room)),
        Filters.and(
            Filters.eq("room", room.get("_id")),
            Filters.in("id", ids),
            Filters.eq("duplicate", false),
            Filters.ne("op", "tick"),
            Filters.ne("answer.code", Refusal.COMMAND_ID_REUSED.name())));
  }

  @Override
  public void storePages(List<Slice> batch) throws Away {
    write(
        bids,
        batch.stream().flatMap(slice -> slice.decided().stream()).toList(),
        one -> {
          Document document = documents.bid(one);
          return new ReplaceOneModel<>(Filters.eq("_id", document.get("_id")), document, UPSERT);
        });
  }

  @Override
  public void storeHeads(List<Slice> batch) throws Away {
    List<RoomState> states = batch.stream().flatMap(slice -> slice.rooms().stream()).toList();
    write(rooms, states, state -> guarded(documents.room(state), "offset"));
  }

  @Override
  public void storeCheckpoints(List<SavedPlace> reached) throws Away {
    write(places, reached, place -> guarded(ProjectionDocuments.place(place), "next"));
  }

  private static WriteModel<Document> guarded(Document document, String guard) {
    Bson older =
        Filters.and(Filters.eq("_id", document.get("_id")), Filters.lt(guard, document.get(guard)));
    return new ReplaceOneModel<>(older, document, UPSERT);
  }

  private static <T> void write(
      MongoCollection<Document> collection, List<T> all, Function<T, WriteModel<Document>> model)
      throws Away {
    for (int from = 0; from < all.size(); from += MAX_WRITES) {
      List<WriteModel<Document>> models =
          all.subList(from, Math.min(all.size(), from + MAX_WRITES)).stream().map(model).toList();
      String doing = "writing " + collection.getNamespace().getCollectionName();
      try {
        one(collection.bulkWrite(models, UNORDERED), doing);
      } catch (Away away) {
        if (!onlyStale(away)) {
          throw away;
        }
      }
    }
  }

  private static boolean onlyStale(Away away) {
    return away.getCause() instanceof MongoBulkWriteException bulk
        && bulk.getWriteConcernError() == null
        && bulk.getWriteErrors().stream().allMatch(MongoProjectionStore::isStale);
  }

  private static boolean isStale(BulkWriteError error) {
    return error.getCategory() == ErrorCategory.DUPLICATE_KEY;
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
    indexing.dispose();
    client.close();
  }
}
