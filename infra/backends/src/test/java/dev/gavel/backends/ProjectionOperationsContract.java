package dev.gavel.backends;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static dev.gavel.backends.ContractDocuments.DUPLICATE_KEY;
import static dev.gavel.backends.ContractDocuments.bytes;
import static dev.gavel.backends.ContractDocuments.duplicates;
import static dev.gavel.backends.ContractDocuments.guard;
import static dev.gavel.backends.ContractDocuments.guarded;
import static dev.gavel.backends.ContractDocuments.head;
import static dev.gavel.backends.ContractDocuments.heads;
import static dev.gavel.backends.ContractDocuments.whole;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoWriteException;
import com.mongodb.WriteConcern;
import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.WriteModel;
import com.mongodb.client.result.UpdateResult;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoCollection;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// What the services take for granted of a server of MongoDB's protocol: the operations that they
/// send, each with what it answers the first time and again. A server that fails here must not be
/// used; an operation that is not here must not be sent.
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ProjectionOperationsContract {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final MongoServerKind kind;
  private Path folder;
  private MongoInstance server;
  private MongoClient client;
  private MongoCollection<Document> documents;

  @SuppressWarnings("NullAway.Init") // by the methods that run before each test
  ProjectionOperationsContract(MongoServerKind kind) {
    this.kind = kind;
  }

  @BeforeAll
  void start(@TempDir Path temporary) throws IOException {
    Optional<String> absent = kind.absentBecause();
    assumeTrue(absent.isEmpty(), () -> kind + ": " + absent.orElse(""));
    folder = temporary;
    open();
  }

  private void open() throws IOException {
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
  void ownCollection(TestInfo test) {
    documents = collection(test.getTestMethod().orElseThrow().getName());
  }

  private MongoCollection<Document> collection(String name) {
    return client
        .getDatabase("contract")
        .getCollection(name)
        .withWriteConcern(WriteConcern.MAJORITY);
  }

  @Test
  void whatIsInsertedAgainIsRefusedByItsCodeAndStaysAsItWas() {
    assertThat(await(documents.insertOne(head("a", 1))).wasAcknowledged()).isTrue();
    MongoWriteException again =
        catchThrowableOfType(
            MongoWriteException.class, () -> await(documents.insertOne(head("a", 2))));
    assertThat(again.getError().getCode()).isEqualTo(DUPLICATE_KEY);
    assertThat(found("a")).isEqualTo(head("a", 1));
  }

  @Test
  void manyAreInsertedBesideThoseThatAreThere() {
    await(documents.insertOne(head("b", 0)));
    List<Document> many = List.of(head("a", 1), head("b", 1), head("c", 1));
    MongoBulkWriteException first = insertMany(many);
    assertThat(duplicates(first)).containsExactly(1);
    assertThat(first.getWriteResult().getInsertedCount()).isEqualTo(2);
    assertThat(found("b")).isEqualTo(head("b", 0));
    assertThat(found("c")).isEqualTo(head("c", 1));

    MongoBulkWriteException again = insertMany(many);
    assertThat(duplicates(again)).containsExactly(0, 1, 2);
    assertThat(all()).hasSize(3);
  }

  @Test
  void aGuardedReplaceTakesWhatIsNewerAlone() {
    await(documents.insertOne(head("a", 5)));
    UpdateResult newer = replace(head("a", 7));
    assertThat(newer.getMatchedCount()).isEqualTo(1);
    assertThat(newer.getModifiedCount()).isEqualTo(1);
    for (long notNewer : new long[] {7, 6}) {
      UpdateResult old = replace(head("a", notNewer).append("changed", true));
      assertThat(old.getMatchedCount()).isZero();
      assertThat(old.getModifiedCount()).isZero();
      assertThat(old.getUpsertedId()).isNull();
    }
    assertThat(found("a")).isEqualTo(head("a", 7));
  }

  @Test
  void aGuardedReplaceOfWhatIsNotThereChangesNothing() {
    await(documents.insertOne(head("b", 1)));
    UpdateResult result = replace(head("a", 7));
    assertThat(result.getMatchedCount()).isZero();
    assertThat(result.getUpsertedId()).isNull();
    assertThat(all()).containsExactly(head("b", 1));
  }

  @Test
  void aReplacedDocumentHasNothingOfTheOneBefore() {
    await(
        documents.insertOne(
            head("a", 1).append("only", "here").append("deep", new Document("x", 1))));
    replace(new Document("_id", "a").append("offset", 2L).append("deep", new Document("y", 2)));
    assertThat(found("a"))
        .isEqualTo(
            new Document("_id", "a").append("offset", 2L).append("deep", new Document("y", 2)));
  }

  @Test
  void aGuardComparesWholeNumbersOf64Bits() {
    long big = (1L << 53) + 1;
    await(documents.insertOne(head("a", big)));
    assertThat(replace(head("a", big)).getMatchedCount()).isZero();
    assertThat(replace(head("a", big + 1)).getMatchedCount()).isEqualTo(1);
    assertThat(replace(head("a", Long.MAX_VALUE)).getMatchedCount()).isEqualTo(1);
    assertThat(found("a").getLong("offset")).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void aBulkOfInsertsAndReplacesSaysWhatBecameOfEach() {
    await(documents.insertMany(List.of(head("there", 0), head("older", 1), head("newer", 9))));
    List<WriteModel<Document>> mixed =
        List.of(
            new InsertOneModel<>(head("new", 3)),
            new InsertOneModel<>(head("there", 3)),
            guarded(head("older", 3)),
            guarded(head("newer", 3)),
            guarded(head("missing", 3)),
            new InsertOneModel<>(head("last", 3)));
    MongoBulkWriteException first = bulkWithDuplicates(mixed);
    assertThat(duplicates(first)).containsExactly(1);
    assertThat(first.getWriteResult().getInsertedCount()).isEqualTo(2);
    assertThat(first.getWriteResult().getMatchedCount()).isEqualTo(1);
    assertThat(first.getWriteResult().getUpserts()).isEmpty();
    assertThat(offsets()).containsExactly("last=3", "new=3", "newer=9", "older=3", "there=0");

    MongoBulkWriteException again = bulkWithDuplicates(mixed);
    assertThat(duplicates(again)).containsExactly(0, 1, 5);
    assertThat(again.getWriteResult().getMatchedCount()).isZero();
    assertThat(offsets()).containsExactly("last=3", "new=3", "newer=9", "older=3", "there=0");
  }

  @Test
  void aBulkOfAThousandCountsWhatIsNew() {
    List<Document> thousand = heads(1_000, 1);
    BulkWriteResult inserted = bulk(thousand.stream().map(InsertOneModel::new).toList());
    assertThat(inserted.getInsertedCount()).isEqualTo(1_000);
    int guarded = kind.findsAnIdBesideAGuard() ? 1_000 : 20;
    BulkWriteResult replaced =
        bulk(
            IntStream.range(0, guarded)
                .mapToObj(i -> guarded(head("room-" + i, i % 2 == 0 ? 2 : 1)))
                .toList());
    assertThat(replaced.getMatchedCount()).isEqualTo(guarded / 2);
    assertThat(duplicates(insertMany(thousand))).hasSize(1_000);
    assertThat(await(documents.countDocuments(eq("offset", 2L)))).isEqualTo(guarded / 2);
  }

  @Test
  void idsAreFoundWhereTheyAreThere() {
    await(documents.insertMany(heads(100, 1)));
    assertThat(found("room-7")).isEqualTo(head("room-7", 1));
    assertThat(list(eq("_id", "none"))).isEmpty();
    List<String> asked = List.of("room-3", "none", "room-99", "room-3");
    assertThat(list(in("_id", asked)))
        .containsExactlyInAnyOrder(head("room-3", 1), head("room-99", 1));
    assertThat(list(in("_id", List.of()))).isEmpty();
    List<String> all = IntStream.range(0, 200).mapToObj(i -> "room-" + i).toList();
    assertThat(list(in("_id", all))).hasSize(100);
  }

  @Test
  void anIdMayHoldWhatRoomsAndPartitionsHold() {
    List<String> ids =
        List.of("r/d/0", "r/d/10", "r:1/u/3", "a.b/c.d", "T3vk:0", "$x", "달항아리/2", "r/d", "R/D/0");
    ids.forEach(id -> await(documents.insertOne(head(id, 1))));
    for (String id : ids) {
      assertThat(found(id)).isEqualTo(head(id, 1));
      assertThat(replace(head(id, 2)).getMatchedCount()).as(id).isEqualTo(1);
      assertThat(found(id)).isEqualTo(head(id, 2));
    }
    assertThat(list(in("_id", ids))).hasSize(ids.size());
  }

  @Test
  @SuppressWarnings("JavaUtilDate") // what the driver gives for a date
  void everyKindOfFieldComesBackAsItWas() {
    Document fields =
        head("fields", 1)
            .append("int", Integer.MIN_VALUE)
            .append("double", 0.1)
            .append("true", true)
            .append("null", null)
            .append("empty", "")
            .append("korean", "응찰 확인 번호")
            .append("date", new Date(1_700_000_000_123L))
            // No array in an array: FerretDB refuses them.
            .append("list", List.of(1, "two", 3L, new Document("four", List.of(4))))
            .append("none", List.of())
            .append("document", new Document("b", 1).append("a", new Document()));
    for (int length : new int[] {0, 1, 255, 20_000}) {
      fields.append("bytes" + length, new Binary(bytes(length)));
    }
    await(documents.insertOne(fields));
    assertThat(found("fields")).isEqualTo(fields);
    assertThat(List.copyOf(found("fields").get("document", Document.class).keySet()))
        .containsExactly("b", "a");
  }

  @Test
  void aDocumentMayBeFiveMegabytes() {
    Document large = head("large", 1).append("bytes", new Binary(bytes(5_000_000)));
    await(documents.insertOne(large));
    assertThat(found("large")).isEqualTo(large);
    Document larger = head("large", 2).append("bytes", new Binary(bytes(5_000_001)));
    assertThat(replace(larger).getMatchedCount()).isEqualTo(1);
    assertThat(found("large")).isEqualTo(larger);
  }

  @Test
  void ofManyWritersTheNewestWins() {
    int writers = kind.guardsAtOnce() ? 8 : 1;
    await(documents.insertOne(head("a", 0)));
    List<Long> offsets =
        new ArrayList<>(IntStream.rangeClosed(1, 200).mapToObj(Long::valueOf).toList());
    Collections.shuffle(offsets, new Random(7));
    Flux.fromIterable(offsets)
        .flatMap(
            offset -> documents.replaceOne(guard(head("a", offset)), head("a", offset)), writers)
        .blockLast(LIMIT);
    assertThat(found("a")).isEqualTo(head("a", 200));
  }

  @Test
  void aReaderSeesOneWriteWhole() {
    await(documents.insertOne(whole(0)));
    CompletableFuture<@Nullable Long> written =
        Flux.range(1, 300)
            .concatMap(i -> documents.replaceOne(guard(whole(i)), whole(i)))
            .count()
            .toFuture();
    do {
      Document seen = found("whole");
      assertThat(seen).isEqualTo(whole(seen.getLong("offset")));
    } while (!written.isDone());
    assertThat(written.join()).isEqualTo(300);
  }

  @Test
  void anOfficePageReadsByFilterAndOrder() {
    for (int i = 0; i < 2; i++) {
      await(documents.createIndex(Indexes.ascending("sale", "offset")));
    }
    for (int i = 0; i < 20; i++) {
      await(documents.insertOne(head("room-" + i, i).append("sale", i % 2 == 0 ? "even" : "odd")));
    }
    List<Document> page =
        Flux.from(
                documents
                    .find(Filters.and(eq("sale", "even"), gte("offset", 4L)))
                    .sort(Sorts.descending("offset"))
                    .skip(1)
                    .limit(3)
                    .projection(Projections.include("offset")))
            .collectList()
            .block(LIMIT);
    assertThat(page)
        .containsExactly(
            new Document("_id", "room-16").append("offset", 16L),
            new Document("_id", "room-14").append("offset", 14L),
            new Document("_id", "room-12").append("offset", 12L));
  }

  @Test
  void aRestartKeepsWhatWasAcknowledgedOrNothing() throws IOException {
    await(documents.insertMany(heads(300, 1)));
    assertThat(replace(head("room-7", 5)).getMatchedCount()).isEqualTo(1);
    String name = documents.getNamespace().getCollectionName();
    stop();
    open();
    documents = collection(name);
    if (!kind.keepsDocuments()) {
      assertThat(all()).isEmpty();
      return;
    }
    assertThat(all()).hasSize(300);
    assertThat(found("room-7")).isEqualTo(head("room-7", 5));
    assertThat(replace(head("room-7", 5)).getMatchedCount()).isZero();
    assertThat(replace(head("room-7", 6)).getMatchedCount()).isEqualTo(1);
    assertThat(duplicates(insertMany(heads(301, 2)))).hasSize(300);
    assertThat(found("room-300")).isEqualTo(head("room-300", 2));
  }

  private UpdateResult replace(Document document) {
    return await(documents.replaceOne(guard(document), document));
  }

  private BulkWriteResult bulk(List<? extends WriteModel<Document>> writes) {
    return await(documents.bulkWrite(writes, new BulkWriteOptions().ordered(false)));
  }

  private MongoBulkWriteException bulkWithDuplicates(List<WriteModel<Document>> writes) {
    return catchThrowableOfType(MongoBulkWriteException.class, () -> bulk(writes));
  }

  private MongoBulkWriteException insertMany(List<Document> many) {
    return catchThrowableOfType(
        MongoBulkWriteException.class,
        () -> await(documents.insertMany(many, new InsertManyOptions().ordered(false))));
  }

  private Document found(String id) {
    return await(documents.find(eq("_id", id)).first());
  }

  private List<Document> list(Bson filter) {
    return Flux.from(documents.find(filter)).collectList().blockOptional(LIMIT).orElseThrow();
  }

  private List<Document> all() {
    return list(new Document());
  }

  private List<String> offsets() {
    return all().stream()
        .map(found -> found.getString("_id") + "=" + found.getLong("offset"))
        .sorted()
        .toList();
  }

  private static <T> T await(Publisher<T> answer) {
    return Mono.from(answer).blockOptional(LIMIT).orElseThrow();
  }
}
