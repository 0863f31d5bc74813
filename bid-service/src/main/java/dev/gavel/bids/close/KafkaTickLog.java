package dev.gavel.bids.close;

import dev.gavel.bids.log.Appends;
import dev.gavel.bids.log.Away;
import dev.gavel.bids.log.KafkaClients;
import dev.gavel.model.Author;
import dev.gavel.model.CommandCodec;
import dev.gavel.model.Role;
import dev.gavel.model.RoomCommand;
import dev.gavel.model.Wish;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Appends ticks to the commands topic, from a thread of its own: a producer may wait for a broker,
/// and whoever asks for ticks must not.
public final class KafkaTickLog implements TickLog {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaTickLog.class);

  /// Ticks that wait for the producer; one more is dropped, and asked for again.
  static final int MAX_WAITING = 10_000;

  /// A tick that is not in the log by then is dropped: its room asked for another long ago.
  static final Duration APPEND_LIMIT = Duration.ofSeconds(3);

  static final Duration CLOSE_LIMIT = Duration.ofSeconds(1);
  private static final String TICK = "tick";

  private final BlockingQueue<String> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
  private final CommandCodec codec = new CommandCodec();
  private final KafkaProducer<String, byte[]> producer;
  private final String topic;
  private final Author worker;
  private final Thread appending;

  private KafkaTickLog(KafkaProducer<String, byte[]> producer, String topic, Author worker) {
    this.producer = producer;
    this.topic = topic;
    this.worker = worker;
    this.appending = Thread.ofVirtual().name("ticks " + worker.id()).start(this::append);
  }

  /// Returns at once, also while Kafka is away.
  ///
  /// @throws Away when the name of no broker can be resolved
  public static KafkaTickLog open(KafkaClients clients) throws Away {
    try {
      return new KafkaTickLog(
          Appends.producer(clients.plain("ticks"), APPEND_LIMIT),
          clients.topic(),
          new Author(clients.name(), Role.WORKER));
    } catch (KafkaException failed) {
      throw new Away(Away.Server.KAFKA, "opening the tick log", failed);
    }
  }

  @Override
  public void append(String room) {
    if (!waiting.offer(room)) {
      LOG.debug("a tick of {} is dropped: {} wait", room, MAX_WAITING);
    }
  }

  private void append() {
    try {
      while (true) {
        send(waiting.take());
      }
    } catch (InterruptedException | org.apache.kafka.common.errors.InterruptException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private void send(String room) {
    RoomCommand tick =
        new RoomCommand(room, TICK, worker, RoomCommand.NO_DEADLINE, new Wish.Tick());
    try {
      var _ =
          producer.send(
              new ProducerRecord<>(topic, room, codec.write(tick)),
              (_, failed) -> {
                if (failed != null) {
                  LOG.debug("a tick of {} is lost: {}", room, failed.toString());
                }
              });
    } catch (org.apache.kafka.common.errors.InterruptException closed) {
      throw closed;
    } catch (KafkaException failed) {
      LOG.debug("a tick of {} is lost: {}", room, failed.toString());
    }
  }

  @Override
  public void close() {
    appending.interrupt();
    Appends.close(producer, CLOSE_LIMIT);
  }
}
