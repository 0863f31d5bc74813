package dev.gavel.bids.results;

import dev.gavel.bids.home.Decided;
import dev.gavel.bids.home.Line;
import dev.gavel.bids.log.Appends;
import dev.gavel.bids.log.Away;
import dev.gavel.bids.log.KafkaClients;
import dev.gavel.bids.log.LoggedRecord;
import dev.gavel.model.Decision;
import dev.gavel.model.DecisionCodec;
import dev.gavel.model.Names;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
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

/// The results topic and the topic of what could not be read.
public final class KafkaResultLog implements ResultLog {
  /// An append that takes longer counts as unknown and is made again.
  static final Duration APPEND_LIMIT = Duration.ofSeconds(10);

  static final Duration CLOSE_LIMIT = Duration.ofSeconds(1);

  /// Most bytes that are kept of an unreadable record, so that its copy is never too large itself.
  static final int MAX_UNREADABLE_BYTES = 256 * 1024;

  private static final int MAX_REASON_CHARS = 500;

  private final DecisionCodec codec = new DecisionCodec();
  private final KafkaClients clients;
  private @Nullable KafkaProducer<String, byte[]> producer;

  /// Returns at once, also while Kafka is away.
  public KafkaResultLog(KafkaClients clients) {
    this.clients = clients;
  }

  @Override
  public void append(List<Decided> decided) throws Away {
    append(decided.stream().map(this::record).toList(), "appending results");
  }

  private ProducerRecord<String, byte[]> record(Decided one) {
    Decision decision = one.decision();
    var record =
        new ProducerRecord<>(
            Names.RESULTS, decision.place().partition(), decision.room(), codec.write(decision));
    one.trace().ifPresent(trace -> record.headers().add(Names.TRACE_HEADER, bytes(trace)));
    return record;
  }

  @Override
  public void appendUnreadable(List<Line.Skipped> skipped) throws Away {
    List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
    for (Line.Skipped one : skipped) {
      LoggedRecord read = one.record();
      byte[] kept =
          read.value().length <= MAX_UNREADABLE_BYTES
              ? read.value()
              : Arrays.copyOf(read.value(), MAX_UNREADABLE_BYTES);
      var record = new ProducerRecord<>(Names.UNREADABLE, read.key(), kept);
      String reason = one.reason();
      record.headers().add("place", bytes(read.place().toString()));
      record
          .headers()
          .add("reason", bytes(reason.substring(0, Math.min(MAX_REASON_CHARS, reason.length()))));
      records.add(record);
    }
    append(records, "appending unreadable records");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void append(List<ProducerRecord<String, byte[]>> records, String doing) throws Away {
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
      throw away(doing, e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException | KafkaException e) {
      throw away(doing, e);
    }
  }

  private KafkaProducer<String, byte[]> open() {
    if (producer == null) {
      producer = Appends.producer(clients.plain("results"), APPEND_LIMIT);
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
