package dev.gavel.gateway.results;

import dev.gavel.model.Codec;
import dev.gavel.model.Decision;
import dev.gavel.model.DecisionCodec;
import dev.gavel.model.KafkaAddress;
import dev.gavel.model.Names;
import dev.gavel.model.RoomUpdate;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The results topic as the last resort of a refill: a room's partition is read from a little
/// before the last known update to its end.
public final class ResultsTopic implements Past {
  private static final Logger LOG = LoggerFactory.getLogger(ResultsTopic.class);

  /// Clocks of brokers and workers may differ, and a batch is written after it was decided.
  private static final Duration EARLIER = Duration.ofMinutes(1);

  /// One refill ends after this, with what it has.
  private static final Duration LIMIT = Duration.ofSeconds(4);

  /// Refills that read the topic at once; the others go without.
  private static final int MAX_AT_ONCE = 4;

  private static final int CALL_MS = 2_000;
  private static final Duration POLL = Duration.ofMillis(200);

  private final String bootstrap;
  private final String name;
  private final DecisionCodec codec = new DecisionCodec();
  private final MeterRegistry meters;
  private final Semaphore places = new Semaphore(MAX_AT_ONCE);

  public ResultsTopic(String gateway, String bootstrap, MeterRegistry meters) {
    this.bootstrap = bootstrap;
    this.name = gateway;
    this.meters = meters;
  }

  /// A consumer without a group, for whoever looks at the topic for a while.
  KafkaConsumer<String, byte[]> consumer(String role) {
    return new KafkaConsumer<>(
        KafkaAddress.of(bootstrap)
            .with(
                Map.of(
                    ConsumerConfig.CLIENT_ID_CONFIG,
                    name + "-" + role,
                    ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                    false,
                    ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                    "earliest",
                    ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                    CALL_MS,
                    ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                    CALL_MS)),
        new StringDeserializer(),
        new ByteArrayDeserializer());
  }

  /// A record's decision.
  Optional<Decision> decision(ConsumerRecord<String, byte[]> record) {
    return switch (codec.read(record.value())) {
      case Codec.Read.Value<Decision>(Decision value) -> Optional.of(value);
      case Codec.Read.Bad<Decision>(var why) -> {
        meters.counter("gavel_unreadable_total", "source", "results", "why", "form").increment();
        LOG.debug("dropped: {}", why.reason());
        yield Optional.empty();
      }
    };
  }

  /// Moves to the first record that is not older than `sinceMs`; to the end when there is none. The
  /// end is looked up first, and now: what is written meanwhile must not be skipped.
  static void seek(
      KafkaConsumer<String, byte[]> consumer, List<TopicPartition> partitions, long sinceMs) {
    Map<TopicPartition, Long> times = new java.util.HashMap<>();
    partitions.forEach(partition -> times.put(partition, sinceMs));
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(times);
    for (TopicPartition partition : partitions) {
      OffsetAndTimestamp at = found.get(partition);
      consumer.seek(partition, at != null ? at.offset() : ends.getOrDefault(partition, 0L));
    }
  }

  @Override
  public Optional<List<RoomUpdate>> after(Known last) {
    if (!places.tryAcquire()) {
      return Optional.empty();
    }
    try (KafkaConsumer<String, byte[]> consumer = consumer("refill")) {
      TopicPartition partition = new TopicPartition(Names.RESULTS, last.place().partition());
      consumer.assign(List.of(partition));
      seek(consumer, List.of(partition), Math.max(0, last.atMs() - EARLIER.toMillis()));
      return Optional.of(Past.run(read(consumer, partition, last.room()), last.sequence()));
    } catch (KafkaException away) {
      LOG.debug("no results topic", away);
      return Optional.empty();
    } finally {
      places.release();
    }
  }

  private List<RoomUpdate> read(
      KafkaConsumer<String, byte[]> consumer, TopicPartition partition, String room) {
    List<RoomUpdate> updates = new ArrayList<>();
    long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
    long untilNs = System.nanoTime() + LIMIT.toNanos();
    while (consumer.position(partition) < end && System.nanoTime() - untilNs < 0) {
      for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
        if (room.equals(record.key())) {
          decision(record).ifPresent(decided -> updates.addAll(decided.updates()));
        }
      }
    }
    return updates;
  }
}
