package dev.gavel.backends;

import static com.mongodb.client.model.Filters.in;

import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.WriteModel;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoCollection;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.ServerVersion;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.types.Binary;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// How fast the stand-in on disk takes a projection's writes, and how its file grows when heads are
/// rewritten. Prints a table; a test class's main, run by hand:
///
/// `java -cp ... dev.gavel.backends.StandInBenchmark [stand-in|library] [seconds of rewriting]`
final class StandInBenchmark {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Duration ROUND = Duration.ofSeconds(4);
  private static final int PAGE_BYTES = 20_000;
  private static final int SMALL_BYTES = 2_000;
  private static final int HEADS = 20;
  private static final int SHARES = 10_000;
  private static final int REWRITES_PER_S = 100;

  private final MongoCollection<Document> documents;
  private final Path folder;
  private final Random random = new Random(1);
  private long made;

  private StandInBenchmark(MongoCollection<Document> documents, Path folder) {
    this.documents = documents;
    this.folder = folder;
  }

  public static void main(String[] args) throws Exception {
    String server = args.length > 0 ? args[0] : "stand-in";
    int seconds = args.length > 1 ? Integer.parseInt(args[1]) : 30;
    Noise.turnDown();
    Path folder = Files.createTempDirectory("stand-in-benchmark");
    try (MongoInstance running =
            server.equals("library") ? Library.start(folder) : MongoWire.inFolder(folder);
        MongoClient client = MongoClients.create(running.uri())) {
      new StandInBenchmark(client.getDatabase("benchmark").getCollection("documents"), folder)
          .run(server, seconds);
    }
    System.out.printf("%-52s %8d MB%n", "the file, closed", size(folder) / 1_000_000);
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private void run(String server, int seconds) {
    System.out.println(server + ", on disk");
    bulk(list(SHARES, i -> document("share/" + i, SMALL_BYTES, 0)));
    for (String round : List.of("cold", "warm")) {
      line("inserts of 20 KB, bulks of 50, " + round, rate(50, () -> insert(50, PAGE_BYTES)));
      line("inserts of 400 B, bulks of 500, " + round, rate(500, () -> insert(500, 400)));
      line("guarded replaces of 2 KB, bulks of 64, " + round, rate(64, this::replaceShares));
      line("finds of 20 of 20 KB by $in, " + round, rate(20, this::find));
    }
    bulk(list(HEADS, i -> document("head/" + i, PAGE_BYTES, 0)));
    line("guarded replaces of 20 KB, one at a time", rate(1, this::replaceHead));
    rewrite(seconds);
  }

  /// The load of a quiet evening: heads are replaced, at a steady rate, and nothing else happens.
  private void rewrite(int seconds) {
    long began = System.nanoTime();
    for (int i = 0; i < seconds * REWRITES_PER_S; i++) {
      LockSupport.parkNanos(
          began + i * TimeUnit.SECONDS.toNanos(1) / REWRITES_PER_S - System.nanoTime());
      replaceHead();
      if (i % (10 * REWRITES_PER_S) == 0) {
        System.out.printf(
            "%-52s %8d MB%n",
            "the file, after " + i + " heads of 20 KB rewritten", size(folder) / 1_000_000);
      }
    }
  }

  private void insert(int count, int bytes) {
    await(
        documents.insertMany(
            list(count, _ -> document("page/" + made++, bytes, 0)),
            new InsertManyOptions().ordered(false)));
  }

  private void replaceShares() {
    bulk(list(64, _ -> document("share/" + random.nextInt(SHARES), SMALL_BYTES, ++made)));
  }

  private void replaceHead() {
    bulk(List.of(document("head/" + random.nextInt(HEADS), PAGE_BYTES, ++made)));
  }

  private void find() {
    List<String> ids = IntStream.range(0, 20).mapToObj(i -> "page/" + 3 * i).toList();
    Flux.from(documents.find(in("_id", ids))).collectList().block(LIMIT);
  }

  /// Inserts what has no offset yet and replaces what is older.
  private void bulk(List<Document> batch) {
    List<? extends WriteModel<Document>> writes =
        batch.stream()
            .map(each ->
                each.getLong("offset") == 0
                    ? new InsertOneModel<>(each)
                    : ContractDocuments.guarded(each))
            .toList();
    await(documents.bulkWrite(writes, new BulkWriteOptions().ordered(false)));
  }

  /// A second, of `each` documents at a time.
  private static double rate(int each, Runnable operation) {
    long began = System.nanoTime();
    long count = 0;
    do {
      operation.run();
      count += each;
    } while (System.nanoTime() - began < ROUND.toNanos());
    return count * 1e9 / (System.nanoTime() - began);
  }

  private static void line(String what, double rate) {
    System.out.printf("%-52s %8.0f /s%n", what, rate);
  }

  private Document document(String id, int bytes, long offset) {
    byte[] content = new byte[bytes];
    random.nextBytes(content);
    return new Document("_id", id).append("offset", offset).append("content", new Binary(content));
  }

  private static List<Document> list(int count, IntFunction<Document> made) {
    return IntStream.range(0, count).mapToObj(made).toList();
  }

  private static <T> T await(Publisher<T> answer) {
    return Mono.from(answer).blockOptional(LIMIT).orElseThrow();
  }

  private static long size(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The library's own backend, to compare with.
  private record Library(MongoServer server) implements MongoInstance {
    static Library start(Path folder) {
      MongoServer server =
          new MongoServer(
              new H2Backend(folder.resolve("library.mv").toString())
                  .version(ServerVersion.MONGO_5_0));
      server.bind("127.0.0.1", 0);
      return new Library(server);
    }

    @Override
    public String uri() {
      return "mongodb://127.0.0.1:" + server.getLocalAddress().getPort();
    }

    @Override
    public void close() {
      server.shutdownNow();
    }
  }
}
