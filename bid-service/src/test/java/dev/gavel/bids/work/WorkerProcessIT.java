package dev.gavel.bids.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gavel.backends.Backends;
import dev.gavel.backends.BackendsExtension;
import dev.gavel.backends.ServiceProcess;
import dev.gavel.model.Decision;
import java.time.Duration;
import java.util.LinkedHashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(BackendsExtension.class)
class WorkerProcessIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private void open(World world, String room) {
    long now = System.currentTimeMillis();
    world.send(Commands.open(room, now - 1_000, now + 3_600_000));
  }

  private void bid(World world, String room, int from, int until) {
    for (int i = from; i < until; i++) {
      world.send(Commands.bid(room, "b" + i % 2, "c" + i, 100_000 + 5_000_000L * i));
    }
  }

  private static void awaitStored(World world, String room, int count) {
    await().atMost(LIMIT).until(() -> world.bids(room).size() >= count);
  }

  /// What is appended to the results was stored before.
  private static void awaitResults(World world, String room, int count) {
    await().atMost(LIMIT).until(() -> new LinkedHashSet<>(world.results(room)).size() >= count);
  }

  private static void allLedOnce(World world, String room, int bids) {
    awaitResults(world, room, bids + 1);
    assertThat(world.bids(room)).hasSize(bids + 1);
    assertThat(new LinkedHashSet<>(world.results(room)))
        .extracting(Decision::sequence)
        .hasSize(bids + 1)
        .isSorted();
    assertThat(world.room(room).orElseThrow().getLong("sequence")).isEqualTo(bids + 1);
  }

  @Test
  void killedInTheMiddleItLosesNothingAndRepeatsNothing(Backends backends) throws Exception {
    String room = "process-killed";
    try (World world = World.of(backends);
        ServiceProcess first = ServiceProcess.worker("killed-1", backends)) {
      open(world, room);
      awaitStored(world, room, 1);
      Thread bidding = Thread.ofVirtual().start(() -> bid(world, room, 0, 300));
      awaitStored(world, room, 50);
      first.kill();
      bidding.join();
      try (ServiceProcess second = ServiceProcess.worker("killed-2", backends)) {
        awaitStored(world, room, 301);
        allLedOnce(world, room, 300);
        assertThat(second.terminate()).as("ends on SIGTERM").isTrue();
      }
    }
  }

  @Test
  void oneThatWasStoppedAndWakesUpDoesNoHarm(Backends backends) throws Exception {
    String room = "process-zombie";
    try (World world = World.of(backends);
        ServiceProcess zombie = ServiceProcess.worker("zombie-1", backends)) {
      open(world, room);
      awaitStored(world, room, 1);
      Thread bidding = Thread.ofVirtual().start(() -> bid(world, room, 0, 200));
      awaitStored(world, room, 20);
      zombie.signal("STOP");
      bidding.join();
      try (ServiceProcess second = ServiceProcess.worker("zombie-2", backends)) {
        awaitStored(world, room, 201);
        zombie.signal("CONT");
        bid(world, room, 200, 230);
        awaitStored(world, room, 231);
        assertThat(second.terminate()).isTrue();
        bid(world, room, 230, 240);
        awaitStored(world, room, 241);
        allLedOnce(world, room, 240);
      }
    }
  }
}
