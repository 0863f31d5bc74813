package dev.gavel.bids.log;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.record.TimestampType;

/// The commands topic on Kafka.
///
/// Rebalances are cooperative: partitions that stay are read on while others move. A partition
/// begins held: Kafka is never asked where to start, since the place is kept beside the view.
public final class KafkaCommandLog implements CommandLog {
  /// A close that takes longer is abandoned; the group then waits for the session to end.
  static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

  private final KafkaClients clients;
  private final KafkaConsumer<String, byte[]> consumer;
  private final CommandsTopic topic;
  private final PartitionReads reads;
  private Optional<GroupRebalances> rebalances = Optional.empty();

  /// Returns at once, also while Kafka is away.
  ///
  /// @throws Away when the name of no broker can be resolved
  public static KafkaCommandLog open(KafkaClients clients) throws Away {
    try {
      return new KafkaCommandLog(clients);
    } catch (KafkaException failed) {
      throw new Away(Away.Server.KAFKA, "opening the log", failed);
    }
  }

  private KafkaCommandLog(KafkaClients clients) {
    this.clients = clients;
    this.consumer = clients.member();
    this.reads = new PartitionReads(consumer);
    try {
      this.topic = new CommandsTopic(clients.plain("topic"), clients.topic());
    } catch (KafkaException failed) {
      consumer.close(CloseOptions.timeout(Duration.ZERO));
      throw failed;
    }
  }

  @Override
  public void join(Homes homes) {
    GroupRebalances joining = new GroupRebalances(consumer, reads, homes);
    rebalances = Optional.of(joining);
    consumer.subscribe(List.of(clients.topic()), joining);
  }

  @Override
  public boolean joined() {
    return rebalances.filter(GroupRebalances::joined).isPresent();
  }

  @Override
  public String topicId() throws Away {
    return topic.id();
  }

  @Override
  public CompletionStage<String> askTopicId() {
    return topic.askId();
  }

  @Override
  public void checkClock() throws Away, LogUnusable {
    topic.checkClock();
  }

  @Override
  public int partitions() throws Away {
    return topic.partitions();
  }

  @Override
  public Range range(int partition) throws Away {
    return topic.range(partition);
  }

  @Override
  public void read(int partition, long offset) {
    reads.read(partition(partition), offset);
  }

  @Override
  public void hold(int partition) {
    reads.hold(partition(partition));
  }

  @Override
  public void pauseOnly(Set<Integer> partitions) {
    reads.pauseOnly(partitions);
  }

  @Override
  public List<LoggedRecord> poll(Duration atMost) throws Away, LogUnusable {
    try {
      return logged(consumer.poll(atMost));
    } catch (InvalidOffsetException gone) {
      throw new LogUnusable(
          GroupRebalances.numbers(gone.partitions()), "records are gone: " + gone.getMessage());
    } catch (WakeupException woken) {
      return List.of();
    } catch (KafkaException failed) {
      throw new Away(Away.Server.KAFKA, "polling", failed);
    }
  }

  private List<LoggedRecord> logged(ConsumerRecords<String, byte[]> polled) throws LogUnusable {
    for (ConsumerRecord<String, byte[]> record : polled) {
      if (record.timestampType() != TimestampType.LOG_APPEND_TIME) {
        putBack(polled);
        throw new LogUnusable(
            Set.of(record.partition()),
            "%d:%d carries its producer's time".formatted(record.partition(), record.offset()));
      }
    }
    List<LoggedRecord> logged = new ArrayList<>(polled.count());
    polled.forEach(record -> logged.add(Records.logged(record)));
    return logged;
  }

  /// What was polled and cannot be handed out is polled again.
  private void putBack(ConsumerRecords<String, byte[]> polled) {
    for (TopicPartition which : polled.partitions()) {
      consumer.seek(which, polled.records(which).getFirst().offset());
    }
  }

  @Override
  public void idle(Duration about) throws Away {
    reads.pauseAll();
    try {
      ConsumerRecords<String, byte[]> none = consumer.poll(about);
      putBack(none);
    } catch (InvalidOffsetException gone) {
      // The next poll says so again, to somebody who can act on it.
    } catch (WakeupException woken) {
      // That is what it is for.
    } catch (KafkaException failed) {
      throw new Away(Away.Server.KAFKA, "idling", failed);
    } finally {
      reads.resumeAll();
    }
  }

  @Override
  public void settle(Map<Integer, Long> next) {
    Set<TopicPartition> ours = consumer.assignment();
    Map<TopicPartition, OffsetAndMetadata> offsets =
        next.entrySet().stream()
            .filter(entry -> ours.contains(partition(entry.getKey())))
            .collect(
                Collectors.toMap(
                    entry -> partition(entry.getKey()),
                    entry -> new OffsetAndMetadata(entry.getValue())));
    if (!offsets.isEmpty()) {
      try {
        consumer.commitAsync(offsets, (_, _) -> {});
      } catch (KafkaException failed) {
        // Monitoring only: a commit that fails is made good by the next one.
      }
    }
  }

  @Override
  public void scan(int partition, long from, long until, Consumer<LoggedRecord> each) throws Away {
    TopicPartition which = partition(partition);
    try (KafkaConsumer<String, byte[]> reader = clients.reader()) {
      reader.assign(List.of(which));
      reader.seek(which, from);
      Scan.until(reader, which, until, each);
    } catch (KafkaException failed) {
      throw new Away(Away.Server.KAFKA, "scanning " + which, failed);
    }
  }

  @Override
  public long lag() {
    return reads.lag();
  }

  @Override
  public void wakeUp() {
    consumer.wakeup();
  }

  @Override
  public void close() {
    topic.close();
    try {
      consumer.close(CloseOptions.timeout(CLOSE_LIMIT));
    } catch (KafkaException failed) {
      // Nothing depends on a good leave: the session's end tells the group.
    }
  }

  private TopicPartition partition(int number) {
    return new TopicPartition(clients.topic(), number);
  }
}
