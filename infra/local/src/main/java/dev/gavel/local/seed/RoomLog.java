package dev.gavel.local.seed;

import dev.gavel.model.CommandCodec;
import dev.gavel.model.KafkaAddress;
import dev.gavel.model.Names;
import dev.gavel.model.RoomCommand;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// Appends the demo's commands to the log, as a gateway would.
final class RoomLog implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final KafkaProducer<String, byte[]> producer;
  private final CommandCodec codec = new CommandCodec();

  RoomLog(String bootstrap) {
    Map<String, Object> settings = new HashMap<>(KafkaAddress.of(bootstrap).clientSettings());
    settings.put("acks", "all");
    settings.put("client.id", "demo");
    producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
  }

  /// Sends; the log has it when the future is done.
  Future<RecordMetadata> append(RoomCommand command) {
    return producer.send(
        new ProducerRecord<>(Names.COMMANDS, command.room(), codec.write(command)));
  }

  /// Waits until the log has what `sent` promises.
  static void await(Future<RecordMetadata> sent) throws IOException {
    try {
      sent.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while appending", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("the log did not take a command", e);
    }
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
  }
}
