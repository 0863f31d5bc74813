package dev.gavel.backends;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;

/// The servers as production has them: each only over TLS, Redis a cluster of three. Kafka and
/// Redis speak TLS themselves; in front of the stand-in for MongoDB something else does.
public final class TlsBackends implements AutoCloseable {
  private final Certificates certificates;
  private final String kafka;
  private final String redis;
  private final String mongo;
  private final Deque<AutoCloseable> parts;

  private TlsBackends(
      Certificates certificates,
      String kafka,
      String redis,
      String mongo,
      Deque<AutoCloseable> parts) {
    this.certificates = certificates;
    this.kafka = kafka;
    this.redis = redis;
    this.mongo = mongo;
    this.parts = parts;
  }

  /// Starts all three; when one fails, those that run are closed again.
  public static TlsBackends start(Path folder) throws IOException {
    Deque<AutoCloseable> parts = new ArrayDeque<>();
    try {
      Certificates certificates = Certificates.create(folder.resolve("tls"));
      EmbeddedKafka kafka =
          EmbeddedKafka.startWith(folder.resolve("kafka"), EmbeddedKafka.Outside.tls(certificates));
      parts.push(kafka);
      RedisCluster redis = RedisCluster.start(folder.resolve("redis"), Optional.of(certificates));
      parts.push(redis);
      MongoWire mongo = MongoWire.inMemory();
      parts.push(mongo);
      TlsFront front = TlsFront.start(certificates, mongo.port());
      parts.push(front);
      return new TlsBackends(
          certificates,
          "tls://" + kafka.bootstrap(),
          redis.uri(),
          "mongodb://127.0.0.1:" + front.port() + "/?tls=true",
          parts);
    } catch (IOException | RuntimeException failed) {
      Backends.closeAll(parts);
      throw failed;
    }
  }

  /// `tls://host:port`.
  public String kafka() {
    return kafka;
  }

  /// `rediss://host:port`.
  public String redis() {
    return redis;
  }

  /// `mongodb://host:port/?tls=true`, without a database.
  public String mongo() {
    return mongo;
  }

  /// What makes a JVM trust the servers: system properties.
  public Map<String, String> trusting() {
    return Map.of(
        "javax.net.ssl.trustStore",
        certificates.trustStore().toString(),
        "javax.net.ssl.trustStorePassword",
        Certificates.PASSWORD);
  }

  @Override
  public void close() {
    Backends.closeAll(parts);
  }
}
