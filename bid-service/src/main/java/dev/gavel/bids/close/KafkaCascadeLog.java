package dev.gavel.bids.close;

import dev.gavel.bids.log.KafkaClients;
import dev.gavel.bids.log.SureAppends;
import dev.gavel.model.CommandCodec;
import dev.gavel.model.RoomCommand;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;

/// Appends to the commands topic, each command to its room's home as a gateway would.
public final class KafkaCascadeLog implements CascadeLog {
  private final CommandCodec codec = new CommandCodec();
  private final String topic;
  private final SureAppends appends;

  /// Returns at once, also while Kafka is away.
  public KafkaCascadeLog(KafkaClients clients) {
    this.topic = clients.topic();
    this.appends = new SureAppends(clients, "cascade");
  }

  @Override
  public CompletableFuture<Void> append(List<RoomCommand> commands) {
    return appends.append(commands.stream().map(this::record).toList(), "appending what follows");
  }

  private ProducerRecord<String, byte[]> record(RoomCommand command) {
    return new ProducerRecord<>(topic, command.room(), codec.write(command));
  }

  @Override
  public void close() {
    appends.close();
  }
}
