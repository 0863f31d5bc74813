package dev.gavel.gateway.bids;

import dev.gavel.model.KafkaAddress;
import dev.gavel.model.Names;
import dev.gavel.model.Why;
import java.time.Duration;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks the brokers each second for the commands topic's partitions and their leaders.
final class TopicProbe implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TopicProbe.class);
  private static final Duration EVERY = Duration.ofSeconds(1);
  private static final int LIMIT_MS = 2_000;

  private final Admin admin;
  private final PartitionHealth health;
  private final Runnable back;
  private final Thread probing;

  /// Of the probing thread: kinds of reasons that were told in this absence.
  private final Set<Class<?>> told = new HashSet<>();

  private boolean wasThere;

  /// @param health told what the brokers say
  /// @param back run before `health` is told that brokers answer again; may throw [KafkaException],
  ///   then they do not
  TopicProbe(String gateway, String bootstrap, PartitionHealth health, Runnable back) {
    this.health = health;
    this.back = back;
    this.admin =
        Admin.create(
            KafkaAddress.of(bootstrap)
                .with(
                    Map.of(
                        AdminClientConfig.CLIENT_ID_CONFIG, gateway + "-probe",
                        AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, LIMIT_MS,
                        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, LIMIT_MS)));
    this.probing = Thread.ofVirtual().name("kafka-probe").start(this::probe);
  }

  private void probe() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        probeOnce();
        Thread.sleep(EVERY);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (RuntimeException bug) {
        LOG.error("it was not looked whether Kafka answers", bug);
        health.away();
      }
    }
  }

  private void probeOnce() throws InterruptedException {
    try {
      List<TopicPartitionInfo> partitions = describe();
      if (!wasThere) {
        back.run();
        LOG.info("Kafka answers");
      }
      told.clear();
      wasThere = true;
      health.described(partitions.size(), led(partitions));
    } catch (ExecutionException | TimeoutException | KafkaException away) {
      wasThere = false;
      health.away();
      tell(away);
    }
  }

  private List<TopicPartitionInfo> describe()
      throws InterruptedException, ExecutionException, TimeoutException {
    return Objects.requireNonNull(
            admin.describeTopics(List.of(Names.COMMANDS)).topicNameValues().get(Names.COMMANDS))
        .get(LIMIT_MS, TimeUnit.MILLISECONDS)
        .partitions();
  }

  private static BitSet led(List<TopicPartitionInfo> partitions) {
    BitSet led = new BitSet();
    for (TopicPartitionInfo one : partitions) {
      @Nullable Node leader = one.leader();
      led.set(one.partition(), leader != null && !leader.isEmpty());
    }
    return led;
  }

  /// Each kind of reason once an absence: the first is often a time-out that says little.
  private void tell(Exception why) {
    if (told.add(Why.bottom(why).getClass())) {
      LOG.warn("Kafka does not answer: {}", Why.of(why));
    }
  }

  @Override
  public void close() {
    probing.interrupt();
    admin.close(Duration.ZERO);
  }
}
