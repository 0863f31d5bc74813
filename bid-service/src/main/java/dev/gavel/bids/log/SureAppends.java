package dev.gavel.bids.log;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/// Appends that are waited for. One thread uses it.
public final class SureAppends implements AutoCloseable {
  /// An append that takes longer counts as unknown and is made again.
  static final Duration APPEND_LIMIT = Duration.ofSeconds(10);

  static final Duration CLOSE_LIMIT = Duration.ofSeconds(1);

  private final KafkaClients clients;
  private final String purpose;
  private @Nullable KafkaProducer<String, byte[]> producer;

  /// Returns at once, also while Kafka is away.
  public SureAppends(KafkaClients clients, String purpose) {
    this.clients = clients;
    this.purpose = purpose;
  }

  /// Appends records, in order a partition; all replicas have them when this returns.
  ///
  /// @throws Away when some may not be there
  /// @throws TooLarge when Kafka will never take one of them
  public void append(List<ProducerRecord<String, byte[]>> records, String doing) throws Away {
    if (records.isEmpty()) {
      return;
    }
    try {
      KafkaProducer<String, byte[]> open = open();
      List<Future<RecordMetadata>> sent = new ArrayList<>(records.size());
      for (ProducerRecord<String, byte[]> record : records) {
        sent.add(open.send(record));
      }
      for (Future<RecordMetadata> one : sent) {
        one.get(2 * APPEND_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Away(Away.Server.KAFKA, doing, e);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      if (TooLarge.isSaidBy(cause)) {
        throw new TooLarge(doing, cause);
      }
      throw away(doing, cause);
    } catch (TimeoutException | KafkaException e) {
      throw away(doing, e);
    }
  }

  private KafkaProducer<String, byte[]> open() {
    if (producer == null) {
      producer = Appends.producer(clients.plain(purpose), APPEND_LIMIT);
    }
    return producer;
  }

  /// A producer that met a fault for good stays broken: the next try gets a new one.
  private Away away(String doing, Throwable cause) {
    if (!(cause instanceof RetriableException)) {
      close();
      producer = null;
    }
    return new Away(Away.Server.KAFKA, doing, cause);
  }

  @Override
  public void close() {
    if (producer != null) {
      Appends.close(producer, CLOSE_LIMIT);
    }
  }
}
