package dev.gavel.gateway.bids;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.gavel.model.CommandCodec;
import dev.gavel.model.KafkaAddress;
import dev.gavel.model.Names;
import dev.gavel.model.Place;
import dev.gavel.model.RoomCommand;
import dev.gavel.runtime.trace.Work;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The commands topic. While the brokers do not answer, or a partition does not, nothing for it is
/// given to the producer: what is not sent cannot turn up in the log minutes later.
///
/// At rest a command goes at once, under load commands gather for a moment ([AdaptiveLinger]). Each
/// is written once, on the thread that brings it.
public final class KafkaCommandLog implements CommandLog, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaCommandLog.class);

  /// From `append` to the broker's word; after it the outcome is unknown.
  static final int DELIVERY_MS = 3_000;

  /// One request to a broker, less than a delivery, so that it is tried twice.
  private static final int REQUEST_MS = 1_400;

  /// How long `append` itself may block (metadata, a full buffer); then the command was not sent.
  private static final int BLOCK_MS = 500;

  /// What may wait for brokers: all that [LoggedCommands] lets be open, several times over, so that
  /// the thread that sends is not kept waiting for room.
  private static final long BUFFER_BYTES = 16L << 20;

  private static final String ERRORS = "gavel_produce_errors_total";
  private static final long SAY_EVERY_NANOS = 1_000_000_000L;
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(3);

  private final CommandCodec codec = new CommandCodec();
  private final byte[] gateway;
  private final KafkaProducer<String, byte[]> producer;
  private final MeterRegistry meters;
  private final TopicProbe probe;
  private final AdaptiveLinger linger = new AdaptiveLinger();
  private final AtomicLong saidNanos = new AtomicLong(System.nanoTime() - SAY_EVERY_NANOS);
  private final PartitionHealth health = new PartitionHealth();
  private final Counter refused;

  public KafkaCommandLog(String gateway, String bootstrap, MeterRegistry meters) {
    this.gateway = gateway.getBytes(UTF_8);
    this.meters = meters;
    this.refused = meters.counter(ERRORS, "class", "NotReachable");
    this.producer =
        new KafkaProducer<>(
            producerConfig(gateway, bootstrap), new StringSerializer(), new ByteArraySerializer());
    // So that the first bid does not wait for what the producer needs to know of the topic.
    this.probe =
        new TopicProbe(gateway, bootstrap, health, () -> producer.partitionsFor(Names.COMMANDS));
  }

  static Map<String, Object> producerConfig(String gateway, String bootstrap) {
    return KafkaAddress.of(bootstrap)
        .with(
            Map.of(
                ProducerConfig.CLIENT_ID_CONFIG, gateway,
                ProducerConfig.ACKS_CONFIG, "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true,
                ProducerConfig.LINGER_MS_CONFIG, 0,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_MS,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_MS,
                ProducerConfig.MAX_BLOCK_MS_CONFIG, BLOCK_MS,
                ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES));
  }

  @Override
  public boolean reachable() {
    return health.any(System.nanoTime());
  }

  /// Kafka's own rule for keys, which the other services' producers follow by default.
  @Override
  public OptionalInt partition(String room) {
    OptionalInt count = health.count();
    return count.isEmpty()
        ? count
        : OptionalInt.of(
            BuiltInPartitioner.partitionForKey(room.getBytes(UTF_8), count.getAsInt()));
  }

  @Override
  public CompletableFuture<Appended> append(RoomCommand command, int partition) {
    if (!health.admits(partition, System.nanoTime())) {
      refused.increment();
      return CompletableFuture.completedFuture(new Appended.NotSent());
    }
    CompletableFuture<Appended> appended = new CompletableFuture<>();
    Work work = Work.current();
    ProducerRecord<String, byte[]> record = record(command, partition, work);
    linger.send(() -> send(record, partition, work, appended));
    return appended;
  }

  private void send(
      ProducerRecord<String, byte[]> record,
      int partition,
      Work work,
      CompletableFuture<Appended> appended) {
    Thread sending = Thread.currentThread();
    try {
      var _ =
          producer.send(
              record,
              (metadata, failure) -> {
                boolean unsent = Thread.currentThread() == sending;
                try (Work.Opened _ = work.open()) {
                  appended.complete(
                      failure == null ? at(metadata) : failed(failure, partition, unsent));
                }
              });
    } catch (KafkaException | IllegalStateException refusal) {
      appended.complete(failed(refusal, partition, true));
    }
  }

  private ProducerRecord<String, byte[]> record(RoomCommand command, int partition, Work work) {
    var record =
        new ProducerRecord<>(Names.COMMANDS, partition, command.room(), codec.write(command));
    record.headers().add(Names.GATEWAY_HEADER, gateway);
    work.traceparent()
        .ifPresent(trace -> record.headers().add(Names.TRACE_HEADER, trace.getBytes(US_ASCII)));
    return record;
  }

  private Appended at(RecordMetadata metadata) {
    health.worked(metadata.partition());
    return new Appended.At(new Place(metadata.partition(), metadata.offset()));
  }

  /// The producer calls back on the thread that sends when it never took the record, on its
  /// sender's when the record was on its way.
  private Appended failed(Exception failure, int partition, boolean unsent) {
    meters.counter(ERRORS, "class", failure.getClass().getSimpleName()).increment();
    if (unsent || failure instanceof RecordTooLargeException) {
      health.spared(partition);
      say("a command was not sent", failure);
      return new Appended.NotSent();
    }
    health.failed(partition, System.nanoTime());
    say("a command may or may not be in the log", failure);
    return new Appended.Unknown();
  }

  /// When brokers fall behind it is thousands at once, and writing lines would be what a full
  /// gateway does: `gavel_produce_errors_total` has the number.
  private void say(String what, Exception failure) {
    long now = System.nanoTime();
    long last = saidNanos.get();
    if (now - last >= SAY_EVERY_NANOS && saidNanos.compareAndSet(last, now)) {
      LOG.warn("{}: {}", what, failure.toString());
    }
  }

  /// Waits a little for what is on its way.
  @Override
  public void close() {
    probe.close();
    linger.close();
    producer.close(CLOSE_LIMIT);
  }
}
