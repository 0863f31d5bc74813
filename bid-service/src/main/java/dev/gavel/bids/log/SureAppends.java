package dev.gavel.bids.log;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/// Appends that are acknowledged, through one producer that threads share.
///
/// Each caller waits for the acknowledgement of what it appended to a partition before it appends
/// more there: so a partition's records keep their order also when some are tried again.
public final class SureAppends implements AutoCloseable {
  private final KafkaClients clients;
  private final String purpose;

  // Guarded by this.
  private @Nullable KafkaProducer<String, byte[]> producer;

  /// Returns at once, also while Kafka is away.
  public SureAppends(KafkaClients clients, String purpose) {
    this.clients = clients;
    this.purpose = purpose;
  }

  /// Appends records, in order a partition. Waits only while the producer has no memory left or
  /// does not know the topic yet, [Appends#APPEND_LIMIT] at most.
  ///
  /// @return done when all replicas have all of them; fails with [Away] when some may not be there,
  ///   with [TooLarge] when Kafka will never take one of them
  public CompletableFuture<Void> append(
      List<ProducerRecord<String, byte[]>> records, String doing) {
    if (records.isEmpty()) {
      return CompletableFuture.completedFuture(null);
    }
    Sending sending = new Sending(records.size(), doing);
    try {
      KafkaProducer<String, byte[]> open = open();
      for (ProducerRecord<String, byte[]> record : records) {
        var _ = open.send(record, (_, failed) -> sending.ended(open, failed));
      }
    } catch (org.apache.kafka.common.errors.InterruptException interrupted) {
      Thread.currentThread().interrupt();
      sending.fail(interrupted);
    } catch (KafkaException failed) {
      sending.fail(failed);
    }
    return sending.all;
  }

  /// What is under way of one call.
  private final class Sending {
    private final CompletableFuture<Void> all = new CompletableFuture<>();
    private final AtomicInteger left;
    private final String doing;

    Sending(int records, String doing) {
      this.left = new AtomicInteger(records);
      this.doing = doing;
    }

    void ended(KafkaProducer<String, byte[]> by, @Nullable Exception failed) {
      if (failed == null) {
        if (left.decrementAndGet() == 0) {
          all.complete(null);
        }
        return;
      }
      if (!(failed instanceof RetriableException) && !TooLarge.isSaidBy(failed)) {
        replace(by);
      }
      fail(failed);
    }

    void fail(Throwable failed) {
      all.completeExceptionally(
          TooLarge.isSaidBy(failed)
              ? new TooLarge(doing, failed)
              : new Away(Away.Server.KAFKA, doing, failed));
    }
  }

  private synchronized KafkaProducer<String, byte[]> open() {
    if (producer == null) {
      producer = Appends.producer(clients.plain(purpose), Appends.APPEND_LIMIT);
    }
    return producer;
  }

  /// A producer that met a fault for good stays broken: the next try gets a new one. Its own thread
  /// says so, and could not wait for its own end.
  @SuppressWarnings("ReferenceEquality") // this very one, not one like it
  private void replace(KafkaProducer<String, byte[]> broken) {
    synchronized (this) {
      if (producer != broken) {
        return;
      }
      producer = null;
    }
    Thread.ofVirtual()
        .name(purpose + " close")
        .start(() -> Appends.close(broken, Appends.CLOSE_LIMIT));
  }

  @Override
  public void close() {
    Optional<KafkaProducer<String, byte[]>> last;
    synchronized (this) {
      last = Optional.ofNullable(producer);
    }
    last.ifPresent(open -> Appends.close(open, Appends.CLOSE_LIMIT));
  }
}
