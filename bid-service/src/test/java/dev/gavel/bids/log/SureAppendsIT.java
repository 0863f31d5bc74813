package dev.gavel.bids.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gavel.backends.Backends;
import dev.gavel.backends.BackendsExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(BackendsExtension.class)
class SureAppendsIT {
  private static final String TOPIC = "small-records";
  private static final int MOST_BYTES = 2_000;

  private final KafkaClients clients;
  private final Map<String, Object> kafka;

  SureAppendsIT(Backends backends) {
    String bootstrap = backends.kafkaBootstrap();
    clients = new KafkaClients(bootstrap, "appends-it", "group", TOPIC, 6_000, 10);
    kafka = Map.of("bootstrap.servers", bootstrap);
  }

  /// By the broker, whose limit is the topic's, and by the client, whose limit is 1 MiB.
  @ParameterizedTest
  @ValueSource(ints = {5_000, 2_000_000})
  void aRecordThatKafkaNeverTakesIsSaidToBeTooLargeAndTheNextOnesAreTaken(int bytes)
      throws Exception {
    String topic = topic(bytes);
    try (SureAppends appends = new SureAppends(clients, "small")) {
      appends.append(List.of(record(topic, 1_000)), "testing").get();
      assertThatThrownBy(() ->
              appends.append(List.of(record(topic, 10), record(topic, bytes)), "testing").get())
          .hasCauseInstanceOf(TooLarge.class)
          .hasMessageContaining("Kafka will never take it, testing");
      appends.append(List.of(record(topic, 1_001)), "testing").get();
    }
    assertThat(sizes(topic)).contains(1_000, 1_001).doesNotContain(bytes);
  }

  private String topic(int bytes) throws Exception {
    String name = TOPIC + "-" + bytes;
    NewTopic wanted =
        new NewTopic(name, 1, (short) 1)
            .configs(Map.of("max.message.bytes", Integer.toString(MOST_BYTES)));
    try (Admin admin = Admin.create(kafka)) {
      admin.createTopics(List.of(wanted)).all().get();
    }
    return name;
  }

  private static ProducerRecord<String, byte[]> record(String topic, int bytes) {
    return new ProducerRecord<>(topic, "key", new byte[bytes]);
  }

  private List<Integer> sizes(String topic) {
    TopicPartition which = new TopicPartition(topic, 0);
    List<Integer> sizes = new ArrayList<>();
    try (KafkaConsumer<String, byte[]> reader = clients.reader()) {
      reader.assign(List.of(which));
      long end = reader.endOffsets(List.of(which)).values().iterator().next();
      reader.seek(which, 0);
      Scan.until(reader, which, end, record -> sizes.add(record.value().length));
    }
    return sizes;
  }
}
