package dev.gavel.bids.log;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/// The group's news, as [CommandLog.Homes] hears them. Partitions that are gained begin paused.
final class GroupRebalances implements ConsumerRebalanceListener {
  private final KafkaConsumer<String, byte[]> consumer;
  private final PartitionReads reads;
  private final CommandLog.Homes homes;
  private volatile boolean joined;

  GroupRebalances(
      KafkaConsumer<String, byte[]> consumer, PartitionReads reads, CommandLog.Homes homes) {
    this.consumer = consumer;
    this.reads = reads;
    this.homes = homes;
  }

  /// Whether the group has answered, with partitions or with none.
  boolean joined() {
    return joined;
  }

  static Set<Integer> numbers(Collection<TopicPartition> partitions) {
    return partitions.stream().map(TopicPartition::partition).collect(Collectors.toSet());
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> gained) {
    joined = true;
    for (TopicPartition which : gained) {
      // A position, so that the client asks no broker for one.
      consumer.seek(which, 0);
      consumer.pause(List.of(which));
      homes.gained(which.partition());
    }
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> leaving) {
    if (!leaving.isEmpty()) {
      homes.leaving(numbers(leaving));
      reads.forget(leaving);
    }
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> lost) {
    joined = false;
    if (!lost.isEmpty()) {
      homes.lost(numbers(lost));
      reads.forget(lost);
    }
  }
}
