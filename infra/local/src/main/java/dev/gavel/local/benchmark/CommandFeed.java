package dev.gavel.local.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gavel.backends.Topics;
import dev.gavel.model.CommandCodec;
import dev.gavel.model.KafkaAddress;
import dev.gavel.model.Names;
import dev.gavel.model.RoomCommand;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/// The two topics from outside: commands in, decisions counted. One thread.
final class CommandFeed implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int BATCH_BYTES = 256 * 1024;

  private final String bootstrap;
  private final KafkaProducer<String, byte[]> producer;
  private final KafkaConsumer<String, byte[]> consumer;
  private final List<TopicPartition> results;
  private final CommandCodec codec = new CommandCodec();

  CommandFeed(String bootstrap) {
    this.bootstrap = bootstrap;
    Map<String, Object> settings = new HashMap<>(KafkaAddress.of(bootstrap).clientSettings());
    settings.put("acks", "all");
    settings.put("linger.ms", 5);
    settings.put("batch.size", BATCH_BYTES);
    producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    consumer =
        new KafkaConsumer<>(
            Map.copyOf(KafkaAddress.of(bootstrap).clientSettings()),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    results =
        consumer.partitionsFor(Names.RESULTS).stream()
            .map(each -> new TopicPartition(Names.RESULTS, each.partition()))
            .toList();
  }

  /// Rooms that were opened, those that close last first.
  List<String> rooms() throws IOException {
    record Opened(String room, long closesAtMs) {}
    Comparator<Opened> latest = Comparator.comparingLong(Opened::closesAtMs).reversed();
    List<Opened> opened = new ArrayList<>();
    for (ConsumerRecord<String, byte[]> each : Topics.everything(bootstrap, Names.COMMANDS)) {
      JsonNode command = JSON.readTree(each.value());
      if (command.path("op").asText().equals("open")) {
        long closesAtMs = command.path("terms").path("closesAtMs").asLong();
        opened.add(new Opened(command.path("room").asText(), closesAtMs));
      }
    }
    return opened.stream().sorted(latest).map(Opened::room).toList();
  }

  /// Appends so many commands, a room after the other, and waits until the log has them.
  void append(int count, List<CommandMix> rooms) throws IOException {
    AtomicReference<@Nullable Exception> refused = new AtomicReference<>();
    for (int i = 0; i < count; i++) {
      RoomCommand command = rooms.get(i % rooms.size()).next();
      var _ =
          producer.send(
              new ProducerRecord<>(Names.COMMANDS, command.room(), codec.write(command)),
              (_, failed) -> refused.compareAndSet(null, failed));
    }
    producer.flush();
    Exception failed = refused.get();
    if (failed != null) {
      throw new IOException("the log did not take a command", failed);
    }
  }

  /// How many decisions were published so far.
  long decided() {
    return consumer.endOffsets(results).values().stream().mapToLong(Long::longValue).sum();
  }

  @Override
  public void close() {
    producer.close();
    consumer.close();
  }
}
