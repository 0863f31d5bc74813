package dev.gavel.bids.log;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/// Which of a member's partitions are read, and which of those are paused for a while. One thread
/// uses it.
final class PartitionReads {
  private final KafkaConsumer<String, byte[]> consumer;
  private final Set<TopicPartition> reading = new HashSet<>();
  private final Set<TopicPartition> paused = new HashSet<>();

  PartitionReads(KafkaConsumer<String, byte[]> consumer) {
    this.consumer = consumer;
  }

  void read(TopicPartition which, long offset) {
    consumer.seek(which, offset);
    consumer.resume(List.of(which));
    reading.add(which);
    paused.remove(which);
  }

  void hold(TopicPartition which) {
    paused.remove(which);
    if (reading.remove(which)) {
      consumer.pause(List.of(which));
    }
  }

  /// Pauses these and no others.
  void pauseOnly(Set<Integer> partitions) {
    for (TopicPartition which : reading) {
      if (partitions.contains(which.partition())) {
        if (paused.add(which)) {
          consumer.pause(List.of(which));
        }
      } else if (paused.remove(which)) {
        consumer.resume(List.of(which));
      }
    }
  }

  void pauseAll() {
    consumer.pause(List.copyOf(reading));
  }

  void resumeAll() {
    consumer.resume(reading.stream().filter(which -> !paused.contains(which)).toList());
  }

  void forget(Collection<TopicPartition> gone) {
    reading.removeAll(gone);
    paused.removeAll(gone);
  }

  /// Records that the broker has beyond what was polled.
  long lag() {
    return reading.stream().mapToLong(which -> consumer.currentLag(which).orElse(0)).sum();
  }
}
