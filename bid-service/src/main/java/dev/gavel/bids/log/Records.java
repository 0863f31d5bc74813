package dev.gavel.bids.log;

import dev.gavel.model.Envelope;
import dev.gavel.model.Names;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/// Kafka's records as ours. Nothing here can fail: what is odd is left to whoever reads it.
final class Records {
  private static final byte[] NOTHING = {};

  private Records() {}

  static LoggedRecord logged(ConsumerRecord<String, byte[]> record) {
    @Nullable String key = record.key();
    byte @Nullable [] value = record.value();
    return new LoggedRecord(
        record.partition(),
        record.offset(),
        record.timestamp(),
        Objects.requireNonNullElse(key, ""),
        value == null ? NOTHING : value,
        header(record, Names.GATEWAY_HEADER).filter(Names::isId),
        header(record, Names.TRACE_HEADER).filter(Envelope::isTraceparent));
  }

  private static Optional<String> header(ConsumerRecord<String, byte[]> record, String name) {
    @Nullable Header header = record.headers().lastHeader(name);
    if (header == null || header.value() == null) {
      return Optional.empty();
    }
    return Optional.of(new String(header.value(), StandardCharsets.UTF_8));
  }
}
