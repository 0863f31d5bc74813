package dev.gavel.bids.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gavel.backends.Backends;
import dev.gavel.backends.BackendsExtension;
import dev.gavel.backends.EmbeddedKafka;
import dev.gavel.backends.Topics;
import dev.gavel.bids.Main;
import dev.gavel.bids.Running;
import dev.gavel.bids.Settings;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(BackendsExtension.class)
class KafkaAwayIT {
  private static final Duration STOP_LIMIT = Duration.ofSeconds(15);

  @Test
  void withoutKafkaItIsNotReadyAndStopsInTime(Backends backends, @TempDir Path folder)
      throws Exception {
    EmbeddedKafka kafka = EmbeddedKafka.start(folder);
    Topics.ensure(kafka.bootstrap());
    Running worker =
        Main.start(
            new Settings(
                "kafka-away",
                kafka.bootstrap(),
                backends.redisUri(),
                backends.mongoUri(),
                "kafka-away",
                "kafka-away",
                0,
                Settings.Limits.DEFAULT));
    try {
      await().atMost(World.LIMIT).until(worker::ready);
      kafka.close();
      await().atMost(World.LIMIT).until(() -> !worker.ready());
    } finally {
      kafka.close();
      long began = System.nanoTime();
      worker.close();
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(STOP_LIMIT);
    }
  }
}
