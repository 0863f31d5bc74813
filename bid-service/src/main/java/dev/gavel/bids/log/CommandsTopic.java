package dev.gavel.bids.log;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;

/// What the brokers say about the topic itself. Threads may share it.
final class CommandsTopic implements AutoCloseable {
  /// An answer that takes longer counts as none.
  static final Duration ASK_LIMIT = Duration.ofSeconds(5);

  private static final String BROKERS_CLOCK = "LogAppendTime";

  private final Admin admin;
  private final String topic;

  CommandsTopic(Map<String, Object> client, String topic) {
    this.admin = Admin.create(client);
    this.topic = topic;
  }

  String id() throws Away {
    return describe().topicId().toString();
  }

  int partitions() throws Away {
    return describe().partitions().size();
  }

  private TopicDescription describe() throws Away {
    return ask(described(), "asking for topic " + topic);
  }

  /// The same without waiting; fails with [Away].
  CompletionStage<String> askId() {
    CompletableFuture<String> id = new CompletableFuture<>();
    var _ =
        described()
            .whenComplete((found, failed) -> {
              if (failed == null) {
                id.complete(found.topicId().toString());
              } else {
                id.completeExceptionally(
                    new Away(Away.Server.KAFKA, "asking for topic " + topic, failed));
              }
            });
    return id;
  }

  private KafkaFuture<TopicDescription> described() {
    DescribeTopicsOptions options =
        new DescribeTopicsOptions().timeoutMs(Math.toIntExact(ASK_LIMIT.toMillis()));
    return Objects.requireNonNull(
        admin.describeTopics(List.of(topic), options).topicNameValues().get(topic));
  }

  CommandLog.Range range(int partition) throws Away {
    TopicPartition which = new TopicPartition(topic, partition);
    return new CommandLog.Range(
        offset(which, OffsetSpec.earliest()), offset(which, OffsetSpec.latest()));
  }

  private long offset(TopicPartition which, OffsetSpec spec) throws Away {
    return ask(
            admin.listOffsets(Map.of(which, spec)).partitionResult(which),
            "asking how far " + which)
        .offset();
  }

  /// Rooms are judged by the broker's clock alone (rule 1): a producer's would let a bidder choose
  /// when he bid.
  void checkClock() throws Away, LogUnusable {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    var asked = admin.describeConfigs(Set.of(resource)).values().get(resource);
    String found =
        ask(asked, "asking for the settings of topic " + topic)
            .get(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG)
            .value();
    if (!found.equals(BROKERS_CLOCK)) {
      throw new LogUnusable(
          Set.of(),
          "topic %s has %s=%s and needs %s"
              .formatted(topic, TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, found, BROKERS_CLOCK));
    }
  }

  private static <T> T ask(@Nullable KafkaFuture<T> answer, String doing) throws Away {
    try {
      Objects.requireNonNull(answer, doing);
      return answer.get(ASK_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Away(Away.Server.KAFKA, doing, e);
    } catch (ExecutionException e) {
      throw new Away(Away.Server.KAFKA, doing, e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException e) {
      throw new Away(Away.Server.KAFKA, doing, e);
    }
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(1));
  }
}
