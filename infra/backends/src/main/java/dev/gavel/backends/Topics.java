package dev.gavel.backends;

import dev.gavel.model.KafkaAddress;
import dev.gavel.model.Names;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/// The topics of the system.
public final class Topics {
  /// A room stays in its partition for ever, so this number never changes for a folder.
  public static final int COMMAND_PARTITIONS = 6;

  private static final long LIMIT_S = 30;

  private Topics() {}

  /// Creates those that are missing; existing ones stay as they are.
  ///
  /// @throws IOException when the broker does not answer in time or refuses
  public static void ensure(String bootstrap) throws IOException {
    try (Admin admin = Admin.create(Map.copyOf(KafkaAddress.of(bootstrap).clientSettings()))) {
      Set<String> missing = new HashSet<>(wanted().stream().map(NewTopic::name).toList());
      missing.removeAll(admin.listTopics().names().get(LIMIT_S, TimeUnit.SECONDS));
      List<NewTopic> create =
          wanted().stream().filter(topic -> missing.contains(topic.name())).toList();
      admin.createTopics(create).all().get(LIMIT_S, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      // Another process may have been quicker: what counts is that they exist.
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw new IOException("cannot create the topics at " + bootstrap, e);
      }
    } catch (TimeoutException e) {
      throw new IOException("Kafka at " + bootstrap + " does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while creating topics", e);
    }
  }

  /// All records of a topic, from each partition's first to the last that was there when asked.
  public static List<ConsumerRecord<String, byte[]>> everything(String bootstrap, String topic) {
    List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.copyOf(KafkaAddress.of(bootstrap).clientSettings()),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(each -> new TopicPartition(topic, each.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        consumer.poll(Duration.ofMillis(200)).forEach(found::add);
      }
    }
    return found;
  }

  private static List<NewTopic> wanted() {
    // The broker's time is the only clock that a room is judged by.
    Map<String, String> kept = Map.of("retention.ms", "-1", "retention.bytes", "-1");
    Map<String, String> judged = new HashMap<>(kept);
    judged.put("message.timestamp.type", "LogAppendTime");
    return List.of(
        topic(Names.COMMANDS, COMMAND_PARTITIONS, judged),
        topic(Names.RESULTS, COMMAND_PARTITIONS, kept),
        topic(Names.UNREADABLE, 1, kept));
  }

  private static NewTopic topic(String name, int partitions, Map<String, String> configs) {
    return new NewTopic(name, partitions, (short) 1).configs(configs);
  }
}
