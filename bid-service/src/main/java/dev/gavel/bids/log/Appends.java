package dev.gavel.bids.log;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// How this system appends to Kafka: acknowledged by all replicas, in order, without a second copy
/// by a retry, and without waiting for company (`linger.ms`, which clients set to 5 by themselves).
public final class Appends {
  /// An append that takes longer counts as unknown and is made again.
  static final Duration APPEND_LIMIT = Duration.ofSeconds(10);

  static final Duration CLOSE_LIMIT = Duration.ofSeconds(1);

  /// Most bytes of one request for a partition: a whole batch's results in one or two.
  private static final int BATCH_BYTES = 256 * 1024;

  private static final int REQUEST_MS = 5_000;

  private Appends() {}

  /// Opens a producer; returns at once.
  ///
  /// @param client from [KafkaClients#plain]
  /// @param limit how long an append may be tried; at least 2 seconds
  public static KafkaProducer<String, byte[]> producer(Map<String, Object> client, Duration limit) {
    int limitMs = Math.toIntExact(limit.toMillis());
    client.put(ProducerConfig.ACKS_CONFIG, "all");
    client.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    client.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    client.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
    client.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.min(REQUEST_MS, limitMs));
    client.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, limitMs);
    client.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, limitMs);
    return new KafkaProducer<>(client, new StringSerializer(), new ByteArraySerializer());
  }

  /// Closes a producer, also on a thread that is being interrupted.
  public static void close(KafkaProducer<String, byte[]> producer, Duration limit) {
    try {
      producer.close(limit);
    } catch (KafkaException interrupted) {
      // What it still held is appended again by whoever decides it again.
    }
  }
}
