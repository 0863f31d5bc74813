package dev.gavel.gateway.results;

import dev.gavel.model.Names;
import dev.gavel.runtime.trace.Work;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Follows the whole results topic while Redis is away, with a consumer of its own that belongs to
/// no group. Begins a little before now, so that nothing falls between the two.
final class ResultsFollower implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ResultsFollower.class);

  private static final Duration EARLIER = Duration.ofSeconds(15);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration AGAIN = Duration.ofMillis(500);

  private final ResultsTopic topic;
  private final Heard heard;
  private final LongSupplier clock;
  private @Nullable Thread following;
  private volatile boolean active;

  ResultsFollower(ResultsTopic topic, Heard heard, LongSupplier clockMs) {
    this.topic = topic;
    this.heard = heard;
    this.clock = clockMs;
  }

  /// Begins, unless it has.
  synchronized void start() {
    if (following == null) {
      LOG.info("following the results topic");
      following = Thread.ofVirtual().name("results-follower").start(this::follow);
    }
  }

  /// Ends, unless it has.
  synchronized void stop() {
    if (following != null) {
      LOG.info("no longer following the results topic");
      following.interrupt();
      following = null;
      active = false;
    }
  }

  /// Whether it follows and the broker answers.
  boolean active() {
    return active;
  }

  private void follow() {
    while (!Thread.currentThread().isInterrupted()) {
      try (KafkaConsumer<String, byte[]> consumer = topic.consumer("follower")) {
        List<TopicPartition> partitions =
            consumer.partitionsFor(Names.RESULTS).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        ResultsTopic.seek(consumer, partitions, clock.getAsLong() - EARLIER.toMillis());
        read(consumer);
      } catch (InterruptException stopped) {
        Thread.currentThread().interrupt();
      } catch (KafkaException away) {
        active = false;
        LOG.debug("no results topic", away);
        pause();
      }
    }
  }

  private void read(KafkaConsumer<String, byte[]> consumer) {
    while (!Thread.currentThread().isInterrupted()) {
      for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
        try (Work.Opened _ = Work.elsewhere(trace(record)).open()) {
          topic.decision(record).ifPresent(heard::decision);
        }
      }
      active = !Thread.currentThread().isInterrupted();
    }
  }

  private static Optional<String> trace(ConsumerRecord<String, byte[]> record) {
    @Nullable Header header = record.headers().lastHeader(Names.TRACE_HEADER);
    return header == null || header.value() == null
        ? Optional.empty()
        : Optional.of(new String(header.value(), StandardCharsets.US_ASCII));
  }

  private static void pause() {
    try {
      Thread.sleep(AGAIN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    stop();
  }
}
