package dev.gavel.backends;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.reactivestreams.client.MongoClients;
import dev.gavel.model.Names;
import io.lettuce.core.RedisClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;

@ExtendWith(BackendsExtension.class)
class BackendsIT {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @Test
  void theBrokerStampsCommandsWithItsOwnTime(Backends backends) throws Exception {
    long before = System.currentTimeMillis();
    long offset = produce(backends.kafkaBootstrap(), "a");
    ConsumerRecord<byte[], byte[]> seen = consume(backends.kafkaBootstrap(), offset);
    assertThat(new String(seen.value(), UTF_8)).isEqualTo("a");
    assertThat(seen.timestamp()).isGreaterThanOrEqualTo(before);
  }

  @Test
  void redisAndMongoAnswerTheProductionClients(Backends backends) {
    assertThat(redisRoundTrip(backends.redisUri(), "k", "v")).isEqualTo("v");
    assertThat(mongoInsert(backends.mongoUri(), "one")).isEqualTo(1);
  }

  @Test
  void aRestartOnTheSameFolderKeepsEverything(@TempDir Path folder) throws Exception {
    long offset;
    try (Backends first = Backends.start(folder, true)) {
      Topics.ensure(first.kafkaBootstrap());
      offset = produce(first.kafkaBootstrap(), "kept");
      assertThat(redisRoundTrip(first.redisUri(), "kept", "yes")).isEqualTo("yes");
      assertThat(mongoInsert(first.mongoUri(), "first")).isEqualTo(1);
    }
    try (Backends second = Backends.start(folder, true)) {
      Topics.ensure(second.kafkaBootstrap());
      assertThat(new String(consume(second.kafkaBootstrap(), offset).value(), UTF_8))
          .isEqualTo("kept");
      assertThat(redisGet(second.redisUri(), "kept")).isEqualTo("yes");
      assertThat(mongoInsert(second.mongoUri(), "second")).isEqualTo(2);
    }
  }

  @Test
  void aRedisLeftBehindIsEndedByTheNextStart(@TempDir Path folder) throws IOException {
    RedisProcess left = RedisProcess.start(folder);
    ProcessHandle orphan = ProcessHandle.of(left.pid()).orElseThrow();
    try (RedisProcess next = RedisProcess.start(folder)) {
      assertThat(orphan.isAlive()).isFalse();
      assertThat(next.pid()).isNotEqualTo(left.pid());
    }
  }

  @Test
  void redisHasASessionOfItsOwnSoThatCtrlCPassesItBy(@TempDir Path folder) throws Exception {
    try (RedisProcess redis = RedisProcess.start(folder)) {
      String session =
          new String(
                  new ProcessBuilder("ps", "-o", "sid=", "-p", Long.toString(redis.pid()))
                      .start()
                      .getInputStream()
                      .readAllBytes(),
                  UTF_8)
              .strip();
      assertThat(session).isEqualTo(Long.toString(redis.pid()));
    }
  }

  private static long produce(String bootstrap, String value) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrap, "linger.ms", 0),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      long clientTime = 12_345;
      return producer
          .send(
              new ProducerRecord<>(
                  Names.COMMANDS, 0, clientTime, "k".getBytes(UTF_8), value.getBytes(UTF_8)))
          .get(LIMIT.toSeconds(), TimeUnit.SECONDS)
          .offset();
    }
  }

  private static ConsumerRecord<byte[], byte[]> consume(String bootstrap, long offset) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrap),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      TopicPartition partition = new TopicPartition(Names.COMMANDS, 0);
      consumer.assign(List.of(partition));
      consumer.seek(partition, offset);
      return consumer.poll(LIMIT).iterator().next();
    }
  }

  private static String redisRoundTrip(String uri, String key, String value) {
    RedisClient client = RedisClient.create(uri);
    try (var connection = client.connect()) {
      connection.sync().set(key, value);
    } finally {
      client.shutdown();
    }
    return redisGet(uri, key);
  }

  private static String redisGet(String uri, String key) {
    RedisClient client = RedisClient.create(uri);
    try (var connection = client.connect()) {
      return connection.sync().get(key);
    } finally {
      client.shutdown();
    }
  }

  /// Inserts a document and counts all.
  private static long mongoInsert(String uri, String id) {
    try (var client = MongoClients.create(uri)) {
      var collection = client.getDatabase("it").getCollection("docs");
      Mono.from(collection.insertOne(new Document("_id", id))).block(LIMIT);
      Long count = Mono.from(collection.countDocuments()).block(LIMIT);
      return count == null ? -1 : count;
    }
  }
}
