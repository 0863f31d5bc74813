package dev.gavel.bids.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gavel.backends.Backends;
import dev.gavel.backends.BackendsExtension;
import dev.gavel.model.Names;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(BackendsExtension.class)
class KafkaCommandLogIT extends CommandLogContract {
  private static final AtomicInteger TOPICS = new AtomicInteger();

  private final String kafka;
  private final Admin admin;
  private final KafkaProducer<String, byte[]> producer;
  private String topic = "";

  KafkaCommandLogIT(Backends backends) {
    kafka = backends.kafkaBootstrap();
    admin = Admin.create(Map.of("bootstrap.servers", kafka));
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka), new StringSerializer(), new ByteArraySerializer());
  }

  @BeforeEach
  void makeTopic() throws Exception {
    topic = make("LogAppendTime");
  }

  private String make(String clock) throws Exception {
    String name = "commands-" + TOPICS.incrementAndGet();
    NewTopic wanted =
        new NewTopic(name, PARTITIONS, (short) 1).configs(Map.of("message.timestamp.type", clock));
    admin.createTopics(List.of(wanted)).all().get();
    return name;
  }

  @AfterEach
  void closeClients() {
    producer.close();
    admin.close();
  }

  @Override
  CommandLog member(String name) throws Away {
    return KafkaCommandLog.open(
        new KafkaClients(kafka, name, "group-" + topic, topic, 6_000, POLL_RECORDS));
  }

  @Override
  void append(int partition, String key, String value, Optional<String> gateway) throws Exception {
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(topic, partition, key, value.getBytes(StandardCharsets.UTF_8));
    gateway.ifPresent(
        name -> record.headers().add(Names.GATEWAY_HEADER, name.getBytes(StandardCharsets.UTF_8)));
    producer.send(record).get();
  }

  @Test
  void aTopicOnItsProducersClockIsNoLog() throws Exception {
    topic = make("CreateTime");
    append(0, "room", "v", Optional.empty());
    Member member = new Member(member("clock"));
    try (CommandLog log = member.log) {
      assertThatThrownBy(log::checkClock)
          .isInstanceOf(LogUnusable.class)
          .hasMessageContaining("needs LogAppendTime");
      member.until(() -> member.has.size() == PARTITIONS);
      log.read(0, 0);
      assertThatThrownBy(() -> member.until(() -> false)).isInstanceOf(LogUnusable.class);
      log.hold(0);
      assertThat(member.poll()).isEmpty();
    }
  }

  @Test
  void recordsThatAreGoneAreNotPassedOver() throws Exception {
    append(0, "room", "v0", Optional.empty());
    append(0, "room", "v1", Optional.empty());
    admin
        .deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(1)))
        .all()
        .get();
    Member member = new Member(member("gone"));
    try (CommandLog log = member.log) {
      member.until(() -> member.has.size() == PARTITIONS);
      assertThat(log.range(0)).isEqualTo(new CommandLog.Range(1, 2));
      log.read(0, 0);
      assertThatThrownBy(() -> member.until(() -> false)).isInstanceOf(LogUnusable.class);
    }
  }
}
