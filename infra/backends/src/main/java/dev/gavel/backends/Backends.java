package dev.gavel.backends;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Kafka, Redis and MongoDB's protocol, started together, with their data in one folder.
public final class Backends implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Backends.class);

  private final EmbeddedKafka kafka;
  private final RedisProcess redis;
  private final MongoWire mongo;
  private final Deque<AutoCloseable> parts;

  private Backends(
      EmbeddedKafka kafka, RedisProcess redis, MongoWire mongo, Deque<AutoCloseable> parts) {
    this.kafka = kafka;
    this.redis = redis;
    this.mongo = mongo;
    this.parts = parts;
  }

  /// Starts all three; when one fails, those that run are closed again.
  ///
  /// @param persistent documents in a file of `dataDir`; otherwise in memory (faster, for tests)
  public static Backends start(Path dataDir, boolean persistent) throws IOException {
    Deque<AutoCloseable> parts = new ArrayDeque<>();
    try {
      EmbeddedKafka kafka = EmbeddedKafka.start(dataDir.resolve("kafka"));
      parts.push(kafka);
      RedisProcess redis = RedisProcess.start(dataDir.resolve("redis"));
      parts.push(redis);
      MongoWire mongo =
          persistent ? MongoWire.inFolder(dataDir.resolve("mongo")) : MongoWire.inMemory();
      parts.push(mongo);
      return new Backends(kafka, redis, mongo, parts);
    } catch (IOException | RuntimeException failed) {
      closeAll(parts);
      throw failed;
    }
  }

  /// `host:port` for `bootstrap.servers`.
  public String kafkaBootstrap() {
    return kafka.bootstrap();
  }

  /// `redis://host:port`.
  public String redisUri() {
    return redis.uri();
  }

  /// `mongodb://host:port`, without a database.
  public String mongoUri() {
    return mongo.uri();
  }

  /// Stops MongoDB, Redis, Kafka, in this order, each within its limit.
  @Override
  public void close() {
    closeAll(parts);
  }

  private static void closeAll(Deque<AutoCloseable> parts) {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        LOG.warn("a backend did not close", e);
      }
    }
  }
}
