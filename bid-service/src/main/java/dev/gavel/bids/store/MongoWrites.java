package dev.gavel.bids.store;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.WriteModel;
import com.mongodb.reactivestreams.client.MongoCollection;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.bson.conversions.Bson;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// How documents are written so that every server of the protocol does the same: inserts, and
/// replacements by `_id` with a guard and without an upsert. One round trip when what is known of
/// the stored state holds, two when it does not. Has no state.
final class MongoWrites {
  private static final InsertManyOptions INSERTS = new InsertManyOptions().ordered(false);
  private static final BulkWriteOptions REPLACEMENTS = new BulkWriteOptions().ordered(false);

  private MongoWrites() {}

  /// Inserts what is not there; what is there is the same, since it never changes.
  static Mono<Void> insert(MongoCollection<Document> where, List<Document> documents) {
    return insertNew(where, documents).then();
  }

  /// Writes each unless what is stored is as new.
  static Mono<Void> write(MongoCollection<Document> where, List<GuardedWrite> all) {
    List<GuardedWrite> fresh = all.stream().filter(GuardedWrite::isNew).toList();
    List<GuardedWrite> known = all.stream().filter(write -> !write.isNew()).toList();
    return Mono.when(
        insertNew(where, documents(fresh))
            .flatMap(there -> replace(where, there.stream().map(fresh::get).toList()))
            .then(),
        replace(where, known)
            // Who did not match is as new there, or is not there at all: nothing says which.
            .filter(matched -> matched < known.size())
            .flatMap(_ -> insertNew(where, documents(known)))
            .then());
  }

  private static List<Document> documents(List<GuardedWrite> writes) {
    return writes.stream().map(GuardedWrite::document).toList();
  }

  /// @return the indexes of those whose `_id` was there already
  private static Mono<List<Integer>> insertNew(
      MongoCollection<Document> where, List<Document> documents) {
    if (documents.isEmpty()) {
      return Mono.just(List.of());
    }
    return Mono.from(where.insertMany(documents, INSERTS))
        .map(_ -> List.<Integer>of())
        .onErrorResume(MongoWrites::onlyThere, failed -> Mono.just(there(failed)));
  }

  private static boolean onlyThere(Throwable failed) {
    return failed instanceof MongoBulkWriteException bulk
        && bulk.getWriteConcernError() == null
        && bulk.getWriteErrors().stream()
            .allMatch(error -> error.getCategory() == ErrorCategory.DUPLICATE_KEY);
  }

  private static List<Integer> there(Throwable failed) {
    return failed instanceof MongoBulkWriteException bulk
        ? bulk.getWriteErrors().stream().map(BulkWriteError::getIndex).toList()
        : List.of();
  }

  /// @return how many were replaced
  private static Mono<Integer> replace(MongoCollection<Document> where, List<GuardedWrite> writes) {
    if (writes.isEmpty()) {
      return Mono.just(0);
    }
    List<WriteModel<Document>> models = writes.stream().map(MongoWrites::replacement).toList();
    return Mono.from(where.bulkWrite(models, REPLACEMENTS)).map(done -> done.getMatchedCount());
  }

  private static WriteModel<Document> replacement(GuardedWrite write) {
    Document document = write.document();
    Bson older =
        Filters.and(
            Filters.eq(ProjectionDocuments.ID, write.id()),
            Filters.lt(write.guard(), document.get(write.guard())));
    return new ReplaceOneModel<>(older, document);
  }

  /// The documents of these ids that there are, by `_id`.
  static Mono<Map<String, Document>> read(MongoCollection<Document> where, Collection<String> ids) {
    return ids.isEmpty()
        ? Mono.just(Map.of())
        : Flux.from(where.find(Filters.in(ProjectionDocuments.ID, ids)))
            .collectMap(
                found -> found.getString(ProjectionDocuments.ID), found -> found, HashMap::new);
  }
}
