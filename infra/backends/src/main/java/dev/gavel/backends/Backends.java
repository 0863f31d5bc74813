package dev.gavel.backends;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Kafka, Redis and MongoDB's protocol, started together, with their data in one folder.
public final class Backends implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Backends.class);

  private final String kafka;
  private final String redis;
  private final String mongo;
  private final Deque<AutoCloseable> parts;

  /// One of them, and what ends it.
  record Server(String address, AutoCloseable what) {}

  /// Starts a server, in a folder when it keeps one.
  private interface Start {
    Server in(Path folder) throws IOException;
  }

  private Backends(String kafka, String redis, String mongo, Deque<AutoCloseable> parts) {
    this.kafka = kafka;
    this.redis = redis;
    this.mongo = mongo;
    this.parts = parts;
  }

  /// Starts all three embedded; when one fails, those that run are closed again.
  ///
  /// @param persistent documents in a file of `dataDir`; otherwise in memory (faster, for tests)
  public static Backends start(Path dataDir, boolean persistent) throws IOException {
    return start(
        dataDir,
        Backends::kafkaHere,
        Backends::redisHere,
        persistent ? Backends::mongoHere : Backends::mongoInMemory);
  }

  /// Starts all three for tests: as containers where that is chosen and possible, see [Choice].
  ///
  /// @return with a line that says which is which
  static Chosen chosen(Path dataDir, Choice choice, Docker docker) throws IOException {
    StringBuilder said = new StringBuilder("backends:");
    Start kafka =
        inContainer(Choice.Part.KAFKA, choice, docker, said)
            ? _ -> Containers.kafka()
            : Backends::kafkaHere;
    Start redis =
        inContainer(Choice.Part.REDIS, choice, docker, said)
            ? _ -> Containers.redis()
            : Backends::redisHere;
    Start mongo =
        inContainer(Choice.Part.MONGO, choice, docker, said)
            ? _ -> Containers.mongo()
            : mongoFor(choice);
    return new Chosen(start(dataDir, kafka, redis, mongo), said.toString());
  }

  record Chosen(Backends backends, String said) {}

  private static boolean inContainer(
      Choice.Part part, Choice choice, Docker docker, StringBuilder said) {
    Optional<String> not = choice.embeddedBecause(part, docker);
    said.append(' ').append(part.name().toLowerCase(Locale.ROOT)).append(' ');
    String embedded = part == Choice.Part.MONGO && isMongodFor(choice) ? "mongod (" : "embedded (";
    said.append(not.map(why -> embedded + why + ")").orElse("container " + part.image));
    said.append(part == Choice.Part.MONGO ? "" : ",");
    return not.isEmpty();
  }

  /// The real server where it is installed, unless the stand-in is asked for.
  private static Start mongoFor(Choice choice) {
    return isMongodFor(choice) ? Backends::mongod : Backends::mongoInMemory;
  }

  private static boolean isMongodFor(Choice choice) {
    return choice != Choice.EMBEDDED && MongodProcess.absentBecause().isEmpty();
  }

  private static Backends start(Path dataDir, Start kafka, Start redis, Start mongo)
      throws IOException {
    Deque<AutoCloseable> parts = new ArrayDeque<>();
    try {
      Server log = kafka.in(dataDir.resolve("kafka"));
      parts.push(log.what());
      Server channels = redis.in(dataDir.resolve("redis"));
      parts.push(channels.what());
      Server documents = mongo.in(dataDir.resolve("mongo"));
      parts.push(documents.what());
      return new Backends(log.address(), channels.address(), documents.address(), parts);
    } catch (IOException | RuntimeException failed) {
      closeAll(parts);
      throw failed;
    }
  }

  private static Server kafkaHere(Path folder) throws IOException {
    EmbeddedKafka kafka = EmbeddedKafka.start(folder);
    return new Server(kafka.bootstrap(), kafka);
  }

  private static Server redisHere(Path folder) throws IOException {
    RedisProcess redis = RedisProcess.start(folder);
    return new Server(redis.uri(), redis);
  }

  private static Server mongoHere(Path folder) throws IOException {
    MongoWire mongo = MongoWire.inFolder(folder);
    return new Server(mongo.uri(), mongo);
  }

  private static Server mongod(Path folder) throws IOException {
    MongodProcess mongo = MongodProcess.start(folder);
    return new Server(mongo.uri(), mongo);
  }

  private static Server mongoInMemory(Path folder) throws IOException {
    MongoWire mongo = MongoWire.inMemory();
    return new Server(mongo.uri(), mongo);
  }

  /// `host:port` for `bootstrap.servers`.
  public String kafkaBootstrap() {
    return kafka;
  }

  /// `redis://host:port`.
  public String redisUri() {
    return redis;
  }

  /// `mongodb://host:port`, without a database.
  public String mongoUri() {
    return mongo;
  }

  /// Stops MongoDB, Redis, Kafka, in this order, each within its limit.
  @Override
  public void close() {
    closeAll(parts);
  }

  static void closeAll(Deque<AutoCloseable> parts) {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        LOG.warn("a backend did not close", e);
      }
    }
  }
}
