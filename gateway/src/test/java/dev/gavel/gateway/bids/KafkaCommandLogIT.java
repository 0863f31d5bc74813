package dev.gavel.gateway.bids;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gavel.backends.EmbeddedKafka;
import dev.gavel.backends.Topics;
import dev.gavel.gateway.bids.CommandLog.Appended;
import dev.gavel.model.Amount;
import dev.gavel.model.Author;
import dev.gavel.model.CommandCodec;
import dev.gavel.model.Names;
import dev.gavel.model.Role;
import dev.gavel.model.RoomCommand;
import dev.gavel.model.Wish;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaCommandLogIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private static RoomCommand command(String id) {
    return new RoomCommand(
        "room-1",
        id,
        new Author("kim", Role.BIDDER),
        RoomCommand.NO_DEADLINE,
        new Wish.Bid(new Amount.Exact(100)));
  }

  @Test
  void commandsStandInTheLogAndWithoutBrokersNothingIsSent(@TempDir Path folder) throws Exception {
    EmbeddedKafka kafka = EmbeddedKafka.start(folder);
    try (KafkaCommandLog log =
        new KafkaCommandLog("gateway-7", kafka.bootstrap(), new SimpleMeterRegistry())) {
      Topics.ensure(kafka.bootstrap());
      Awaitility.await().atMost(LIMIT).until(log::reachable);
      int home = log.partition("room-1").orElseThrow();
      Appended.At first = (Appended.At) log.append(command("a"), home).get(10, TimeUnit.SECONDS);
      Appended.At second = (Appended.At) log.append(command("b"), home).get(10, TimeUnit.SECONDS);
      assertThat(first.place().partition()).isEqualTo(home);
      assertThat(second.place().partition()).isEqualTo(first.place().partition());
      assertThat(second.place().offset()).isEqualTo(first.place().offset() + 1);
      ConsumerRecord<String, byte[]> logged = read(kafka.bootstrap(), first);
      assertThat(logged.key()).isEqualTo("room-1");
      assertThat(logged.value()).isEqualTo(new CommandCodec().write(command("a")));
      assertThat(new String(logged.headers().lastHeader(Names.GATEWAY_HEADER).value(), UTF_8))
          .isEqualTo("gateway-7");

      kafka.close();
      // On its way or not even sent, but an answer, and soon.
      assertThat(log.append(command("c"), home).get(10, TimeUnit.SECONDS))
          .isNotInstanceOf(Appended.At.class);
      Awaitility.await().atMost(LIMIT).until(() -> !log.reachable());
      long began = System.nanoTime();
      assertThat(log.append(command("d"), home).get(10, TimeUnit.SECONDS))
          .isEqualTo(new Appended.NotSent());
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(1));
    } finally {
      kafka.close();
    }
  }

  private static ConsumerRecord<String, byte[]> read(String bootstrap, Appended.At at) {
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrap),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      TopicPartition partition = new TopicPartition(Names.COMMANDS, at.place().partition());
      consumer.assign(List.of(partition));
      consumer.seek(partition, at.place().offset());
      return consumer.poll(Duration.ofSeconds(10)).iterator().next();
    }
  }
}
