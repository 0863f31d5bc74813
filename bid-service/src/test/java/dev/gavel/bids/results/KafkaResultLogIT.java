package dev.gavel.bids.results;

import dev.gavel.backends.Backends;
import dev.gavel.backends.BackendsExtension;
import dev.gavel.bids.log.KafkaClients;
import dev.gavel.bids.work.World;
import dev.gavel.model.Decision;
import dev.gavel.model.Names;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(BackendsExtension.class)
class KafkaResultLogIT extends ResultLogContract {
  private final Backends backends;

  KafkaResultLogIT(Backends backends) {
    this.backends = backends;
  }

  @Override
  ResultLog log() {
    return new KafkaResultLog(
        new KafkaClients(
            backends.kafkaBootstrap(), "results-it", "group", Names.COMMANDS, 6_000, 10));
  }

  @Override
  List<Decision> results(int partition, String room) {
    try (World world = World.of(backends)) {
      return world.results(room).stream()
          .filter(one -> one.place().partition() == partition)
          .toList();
    }
  }

  @Override
  List<String> unreadable(String key) {
    try (World world = World.of(backends)) {
      return world.unreadable(key);
    }
  }
}
