package dev.gavel.bids.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gavel.backends.Backends;
import dev.gavel.backends.BackendsExtension;
import dev.gavel.bids.log.KafkaClients;
import dev.gavel.bids.results.MemoryAnnouncer;
import dev.gavel.bids.store.MemoryProjectionStore;
import dev.gavel.model.CommandCodec;
import dev.gavel.model.RoomCommand;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(BackendsExtension.class)
class TopicMadeAnewIT {
  private static final AtomicInteger TOPICS = new AtomicInteger();

  private final String topic = "made-anew-" + TOPICS.incrementAndGet();
  private final Condition condition = new Condition();
  private final MemoryProjectionStore view = new MemoryProjectionStore();
  private final KafkaClients clients;
  private final World world;
  private final Admin admin;

  TopicMadeAnewIT(Backends backends) {
    clients =
        new KafkaClients(backends.kafkaBootstrap(), "anew", topic + "-group", topic, 6_000, 100);
    world = World.of(backends);
    admin = Admin.create(Map.of("bootstrap.servers", backends.kafkaBootstrap()));
  }

  private RunningWorker worker(Condition told) {
    return new RunningWorker(
        clients,
        view,
        new MemoryAnnouncer(),
        told,
        new WorkerMeters(new SimpleMeterRegistry(), told),
        new WorkerLimits(500, 1_000_000, 10_000_000, 10));
  }

  private void make() {
    NewTopic made =
        new NewTopic(topic, 2, (short) 1)
            .configs(Map.of("message.timestamp.type", "LogAppendTime"));
    await()
        .atMost(World.LIMIT)
        .ignoreExceptions()
        .until(() -> {
          admin.createTopics(List.of(made)).all().get();
          return true;
        });
  }

  private void open(String room) {
    RoomCommand command = Commands.open(room, 1, System.currentTimeMillis() + 3_600_000);
    world.send(new ProducerRecord<>(topic, 1, room, new CommandCodec().write(command)));
  }

  @Test
  void aTopicThatWasMadeAnewIsNeverTakenForTheOldOne() throws Exception {
    make();
    try (RunningWorker _ = worker(condition)) {
      open("anew-1");
      await().atMost(World.LIMIT).until(() -> view.rooms().containsKey("anew-1"));
      admin.deleteTopics(List.of(topic)).all().get();
      make();
      await().atMost(World.LIMIT).until(() -> refuses(condition));
    }
    Condition again = new Condition();
    try (RunningWorker _ = worker(again)) {
      open("anew-2");
      await().atMost(World.LIMIT).until(() -> refuses(again));
      assertThat(view.rooms()).doesNotContainKey("anew-2");
    }
  }

  /// Its offsets start again, so what stands at the next one looks like what comes next.
  @Test
  void whatTheNewTopicHoldsAtTheNextOffsetIsNotStored() throws Exception {
    make();
    try (RunningWorker _ = worker(condition)) {
      open("before");
      await().atMost(World.LIMIT).until(() -> view.rooms().containsKey("before"));
      admin.deleteTopics(List.of(topic)).all().get();
      make();
      for (int i = 0; i < 5; i++) {
        open("after-" + i);
      }
      await().atMost(World.LIMIT).until(() -> refuses(condition));
      assertThat(view.rooms()).containsOnlyKeys("before");
      assertThat(view.bids()).hasSize(1);
    }
  }

  private static boolean refuses(Condition condition) {
    return condition.notReady().stream().anyMatch(why -> why.contains("made anew"));
  }
}
