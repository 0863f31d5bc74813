package dev.gavel.gateway.bids;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.gavel.model.CommandCodec;
import dev.gavel.model.KafkaAddress;
import dev.gavel.model.Names;
import dev.gavel.model.Place;
import dev.gavel.model.RoomCommand;
import dev.gavel.model.Why;
import dev.gavel.runtime.trace.Work;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The commands topic. While the brokers do not answer, nothing is given to the producer: what is
/// not sent cannot turn up in the log minutes later.
public final class KafkaCommandLog implements CommandLog, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaCommandLog.class);

  /// From `append` to the broker's word; after it the outcome is unknown.
  static final int DELIVERY_MS = 3_000;

  /// One request to a broker, less than a delivery, so that it is tried twice.
  private static final int REQUEST_MS = 1_400;

  /// How long `append` itself may block (metadata, a full buffer); then the command was not sent.
  private static final int BLOCK_MS = 500;

  /// What may wait for brokers.
  private static final long BUFFER_BYTES = 16L << 20;

  private static final Duration PROBE_EVERY = Duration.ofSeconds(1);
  private static final int PROBE_MS = 2_000;
  private static final long SAY_EVERY_NANOS = 1_000_000_000L;
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(3);

  private final CommandCodec codec = new CommandCodec();
  private final byte[] gateway;
  private final KafkaProducer<String, byte[]> producer;
  private final Admin admin;
  private final MeterRegistry meters;
  private final Thread probing;
  private final AtomicLong saidNanos = new AtomicLong(System.nanoTime() - SAY_EVERY_NANOS);
  private volatile boolean reachable;

  public KafkaCommandLog(String gateway, String bootstrap, MeterRegistry meters) {
    this.gateway = gateway.getBytes(UTF_8);
    this.meters = meters;
    this.producer =
        new KafkaProducer<>(
            producerConfig(gateway, bootstrap), new StringSerializer(), new ByteArraySerializer());
    this.admin =
        Admin.create(
            KafkaAddress.of(bootstrap)
                .with(
                    Map.of(
                        AdminClientConfig.CLIENT_ID_CONFIG, gateway + "-probe",
                        AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, PROBE_MS,
                        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PROBE_MS)));
    this.probing = Thread.ofVirtual().name("kafka-probe").start(this::probe);
  }

  private static Map<String, Object> producerConfig(String gateway, String bootstrap) {
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
    return reachable;
  }

  @Override
  public CompletableFuture<Appended> append(RoomCommand command) {
    CompletableFuture<Appended> appended = new CompletableFuture<>();
    if (!reachable) {
      return CompletableFuture.completedFuture(new Appended.NotSent());
    }
    var record = new ProducerRecord<>(Names.COMMANDS, command.room(), codec.write(command));
    record.headers().add(Names.GATEWAY_HEADER, gateway);
    Work work = Work.current();
    work.traceparent()
        .ifPresent(trace -> record.headers().add(Names.TRACE_HEADER, trace.getBytes(US_ASCII)));
    Thread caller = Thread.currentThread();
    try {
      var _ =
          producer.send(
              record,
              (metadata, failure) -> {
                Appended how;
                try (Work.Opened _ = work.open()) {
                  how =
                      failure == null
                          ? new Appended.At(place(metadata))
                          : failed(failure, Thread.currentThread() == caller);
                }
                appended.complete(how);
              });
    } catch (KafkaException | IllegalStateException refused) {
      appended.complete(failed(refused, true));
    }
    return appended;
  }

  private static Place place(RecordMetadata metadata) {
    return new Place(metadata.partition(), metadata.offset());
  }

  /// The producer calls back on our own thread when it never took the record, on its sender's when
  /// the record was on its way.
  private Appended failed(Exception failure, boolean beforeSending) {
    meters
        .counter("gavel_produce_errors_total", "class", failure.getClass().getSimpleName())
        .increment();
    if (beforeSending || failure instanceof RecordTooLargeException) {
      say("a command was not sent", failure);
      return new Appended.NotSent();
    }
    reachable = false;
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

  private void probe() {
    Set<Class<?>> told = new HashSet<>();
    while (!Thread.currentThread().isInterrupted()) {
      try {
        Optional<Exception> absent = absent();
        absent.ifPresentOrElse(why -> tell(why, told), () -> tellBack(told));
        reachable = absent.isEmpty();
        Thread.sleep(PROBE_EVERY);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /// Each kind of reason once an absence: the first is often a time-out that says little.
  private static void tell(Exception why, Set<Class<?>> told) {
    if (told.add(Why.bottom(why).getClass())) {
      LOG.warn("Kafka does not answer: {}", Why.of(why));
    }
  }

  private void tellBack(Set<Class<?>> told) {
    told.clear();
    if (!reachable) {
      LOG.info("Kafka answers");
    }
  }

  /// Why the brokers cannot be used; empty when they can. Also fetches what the producer needs to
  /// know of the topic, so that the first bid of a user does not wait for it.
  private Optional<Exception> absent() throws InterruptedException {
    try {
      admin
          .describeTopics(List.of(Names.COMMANDS))
          .allTopicNames()
          .get(PROBE_MS, TimeUnit.MILLISECONDS);
      return reachable || !producer.partitionsFor(Names.COMMANDS).isEmpty()
          ? Optional.empty()
          : Optional.of(new IllegalStateException(Names.COMMANDS + " has no partitions"));
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      return Optional.of(e);
    }
  }

  /// Waits a little for what is on its way.
  @Override
  public void close() {
    probing.interrupt();
    producer.close(CLOSE_LIMIT);
    admin.close(Duration.ZERO);
  }
}
