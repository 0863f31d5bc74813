package dev.gavel.bids.verify;

import dev.gavel.bids.log.LoggedRecord;
import dev.gavel.model.KafkaAddress;
import dev.gavel.model.Names;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// The topics in Kafka, read without a group: nobody notices.
final class KafkaEvidence implements LogEvidence {
  /// Silence of a broker after which the reading fails.
  private static final Duration LIMIT = Duration.ofSeconds(30);

  /// Until the first answer.
  private static final Duration FIRST_LIMIT = Duration.ofSeconds(10);

  private static final String AWAY =
      "Kafka at %s: see that it runs and that --kafka or KAFKA_BOOTSTRAP names it";

  private final String servers;
  private final TopicDescription topic;

  private KafkaEvidence(String servers, TopicDescription topic) {
    this.servers = servers;
    this.topic = topic;
  }

  static KafkaEvidence open(String servers) throws IOException {
    int firstMs = (int) FIRST_LIMIT.toMillis();
    Map<String, Object> config = new HashMap<>(KafkaAddress.of(servers).clientSettings());
    config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, firstMs);
    config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, firstMs);
    try (Admin admin = Admin.create(config)) {
      TopicDescription topic =
          admin
              .describeTopics(List.of(Names.COMMANDS))
              .allTopicNames()
              .get(LIMIT.toSeconds(), TimeUnit.SECONDS)
              .values()
              .iterator()
              .next();
      return new KafkaEvidence(servers, topic);
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      throw new UnreadableEvidence(AWAY.formatted(servers), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnreadableEvidence(AWAY.formatted(servers), e);
    }
  }

  /// The client ids of a consumer group's members.
  static List<String> members(String servers, String group) throws IOException {
    Map<String, Object> config = new HashMap<>(KafkaAddress.of(servers).clientSettings());
    int firstMs = (int) FIRST_LIMIT.toMillis();
    config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, firstMs);
    config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, firstMs);
    try (Admin admin = Admin.create(config)) {
      return Objects.requireNonNull(
              admin.describeConsumerGroups(List.of(group)).describedGroups().get(group))
          .get(LIMIT.toSeconds(), TimeUnit.SECONDS)
          .members()
          .stream()
          .map(MemberDescription::clientId)
          .sorted()
          .toList();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GroupIdNotFoundException) {
        return List.of();
      }
      throw new UnreadableEvidence(AWAY.formatted(servers), e);
    } catch (TimeoutException | KafkaException e) {
      throw new UnreadableEvidence(AWAY.formatted(servers), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnreadableEvidence(AWAY.formatted(servers), e);
    }
  }

  @Override
  public String topicId() {
    return topic.topicId().toString();
  }

  @Override
  public int partitions() {
    return topic.partitions().size();
  }

  @Override
  public Records commands(int partition) throws IOException {
    return read(new TopicPartition(Names.COMMANDS, partition));
  }

  @Override
  public Records results(int partition) throws IOException {
    return read(new TopicPartition(Names.RESULTS, partition));
  }

  private Records read(TopicPartition partition) throws IOException {
    Map<String, Object> config = new HashMap<>(KafkaAddress.of(servers).clientSettings());
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) LIMIT.toMillis());
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    try {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
      return new Reading(consumer, partition, end);
    } catch (KafkaException e) {
      consumer.close();
      throw new UnreadableEvidence("reading " + partition, e);
    }
  }

  @Override
  public void close() {}

  /// One partition from its first record to its end.
  private static final class Reading implements Records {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final TopicPartition partition;
    private final long end;
    private Iterator<ConsumerRecord<byte[], byte[]>> batch =
        List.<ConsumerRecord<byte[], byte[]>>of().iterator();

    Reading(KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, long end) {
      this.consumer = consumer;
      this.partition = partition;
      this.end = end;
    }

    @Override
    public Optional<LoggedRecord> next() throws IOException {
      try {
        while (!batch.hasNext() && consumer.position(partition) < end) {
          batch = consumer.poll(LIMIT).records(partition).iterator();
          if (!batch.hasNext() && consumer.position(partition) < end) {
            throw new UnreadableEvidence(partition + " gives nothing for " + LIMIT);
          }
        }
      } catch (KafkaException e) {
        throw new UnreadableEvidence("reading " + partition, e);
      }
      return batch.hasNext() ? within(batch.next()) : Optional.empty();
    }

    private Optional<LoggedRecord> within(ConsumerRecord<byte[], byte[]> record) {
      if (record.offset() >= end) {
        return Optional.empty();
      }
      String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
      byte[] value = record.value() == null ? new byte[0] : record.value();
      return Optional.of(
          new LoggedRecord(
              record.partition(),
              record.offset(),
              record.timestamp(),
              key,
              value,
              Optional.empty()));
    }

    @Override
    public void close() {
      consumer.close();
    }
  }
}
