package dev.gavel.bids.results;

import dev.gavel.bids.home.Line;
import dev.gavel.bids.log.KafkaClients;
import dev.gavel.bids.log.LoggedRecord;
import dev.gavel.bids.log.SureAppends;
import dev.gavel.model.Decision;
import dev.gavel.model.Names;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;

/// The results topic and the topic of what could not be read.
public final class KafkaResultLog implements ResultLog {
  /// Most bytes that are kept of an unreadable record, so that its copy is never too large itself.
  static final int MAX_UNREADABLE_BYTES = 256 * 1024;

  private static final int MAX_REASON_CHARS = 500;

  private final SureAppends appends;

  /// Returns at once, also while Kafka is away.
  public KafkaResultLog(KafkaClients clients) {
    this.appends = new SureAppends(clients, "results");
  }

  @Override
  public CompletableFuture<Void> append(List<EncodedDecision> decided) {
    return appends.append(
        decided.stream().map(KafkaResultLog::record).toList(), "appending results");
  }

  private static ProducerRecord<String, byte[]> record(EncodedDecision one) {
    Decision decision = one.decided().decision();
    var record =
        new ProducerRecord<>(
            Names.RESULTS, decision.place().partition(), decision.room(), one.json());
    one.decided()
        .trace()
        .ifPresent(trace -> record.headers().add(Names.TRACE_HEADER, bytes(trace)));
    return record;
  }

  @Override
  public CompletableFuture<Void> appendUnreadable(List<Line.Skipped> skipped) {
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
    return appends.append(records, "appending unreadable records");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    appends.close();
  }
}
