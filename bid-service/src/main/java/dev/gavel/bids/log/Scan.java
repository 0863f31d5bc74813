package dev.gavel.bids.log;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/// Reads part of a partition, from where a consumer of its own stands.
final class Scan {
  /// A broker that gives nothing for so long is away.
  static final Duration SILENCE_LIMIT = Duration.ofSeconds(10);

  private static final Duration POLL_WAIT = Duration.ofMillis(200);

  private Scan() {}

  /// @param until the first offset that is not wanted; it exists, or the log ends there
  /// @throws KafkaException when Kafka does not answer
  static void until(
      KafkaConsumer<String, byte[]> reader,
      TopicPartition which,
      long until,
      Consumer<LoggedRecord> each) {
    long progressNanos = System.nanoTime();
    while (reader.position(which) < until) {
      List<ConsumerRecord<String, byte[]>> polled = reader.poll(POLL_WAIT).records(which);
      for (ConsumerRecord<String, byte[]> record : polled) {
        if (record.offset() < until) {
          each.accept(Records.logged(record));
        }
      }
      if (!polled.isEmpty()) {
        progressNanos = System.nanoTime();
      } else if (System.nanoTime() - progressNanos > SILENCE_LIMIT.toNanos()) {
        throw new KafkaException("no record for " + SILENCE_LIMIT);
      }
    }
  }
}
