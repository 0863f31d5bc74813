package dev.gavel.bids.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gavel.bids.home.Disagreement;
import dev.gavel.bids.home.SavedPlace;
import dev.gavel.bids.log.Away;
import dev.gavel.bids.log.MemoryTopic;
import dev.gavel.bids.results.MemoryAnnouncer;
import dev.gavel.bids.results.MemoryResultLog;
import dev.gavel.bids.store.MemoryProjectionStore;
import dev.gavel.model.CommandCodec;
import dev.gavel.model.RoomCommand;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class StoringTest {
  private final MemoryProjectionStore view = new MemoryProjectionStore();
  private final MemoryResultLog results = new MemoryResultLog();
  private final MemoryTopic topic = new MemoryTopic("topic", 1);

  @Test
  void nothingIsStoredOfATopicThatWasMadeAnewUnderTheOldName() {
    Storing storing =
        new Storing(view, results, new NoCascades(), new MemoryAnnouncer(), () -> "another");
    SimulatedWorker worker = new SimulatedWorker(topic, storing);
    append(Commands.open("r", 0, 10_000));
    decide(worker);
    assertThat(worker.storesMore()).isTrue();
    assertThatThrownBy(worker::advance)
        .isInstanceOf(Disagreement.class)
        .hasMessageContaining("made anew");
    assertThat(view.bids()).isEmpty();
    assertThat(results.results()).isEmpty();
  }

  @Test
  void whileNobodySaysWhichLogItIsNothingIsStored() {
    boolean[] away = {true};
    Storing storing =
        new Storing(
            view,
            results,
            new NoCascades(),
            new MemoryAnnouncer(),
            () -> {
              if (away[0]) {
                throw new Away(Away.Server.KAFKA, "testing", new IOException("cut"));
              }
              return topic.id();
            });
    SimulatedWorker worker = new SimulatedWorker(topic, storing);
    append(Commands.open("r", 0, 10_000));
    decide(worker);
    LongStream.range(0, 10).forEach(_ -> worker.advance());
    assertThat(view.bids()).isEmpty();
    away[0] = false;
    LongStream.range(0, 10).forEach(_ -> worker.advance());
    assertThat(view.bids()).hasSize(1);
  }

  /// A scan of any length takes turns, so that the group is answered between them.
  @Test
  void aLongScanGoesOnFromTurnToTurn() {
    Storing storing =
        new Storing(view, results, new NoCascades(), new MemoryAnnouncer(), topic::id);
    append(Commands.open("early", 0, 10));
    append(Commands.bid("early", "a", "first", 100_000)); // closes it
    work(new SimulatedWorker(topic, storing, 0));
    long next = 2 + 2 * Deciding.SCAN_RECORDS;
    LongStream.range(2, next)
        .forEach(_ -> topic.append(0, 100, "never", new byte[0], Optional.empty()));
    view.storeCheckpoints(List.of(new SavedPlace("topic", 0, next, next)));
    append(Commands.bid("early", "a", "late", 100_000));

    SimulatedWorker worker = new SimulatedWorker(topic, storing, 0);
    worker.turn(100); // gets the partition
    for (int scans = 1; scans <= 3; scans++) {
      assertThat(results.results()).hasSize(2);
      worker.turn(100);
      assertThat(worker.log.scans()).isEqualTo(scans);
    }
    work(worker);
    assertThat(worker.log.scans()).isEqualTo(3);
    assertThat(results.results().getLast().id()).isEqualTo("late");
    assertThat(worker.condition.haltedPartitions()).isZero();
  }

  /// Gets the partition with the first turn, and decides with the second.
  private static void decide(SimulatedWorker worker) {
    worker.turn(100);
    worker.turn(100);
  }

  private void work(SimulatedWorker worker) {
    do {
      worker.turn(100);
      worker.advance();
    } while (worker.busy());
    topic.expel(worker.log);
  }

  private void append(RoomCommand command) {
    topic.append(0, 100, command.room(), new CommandCodec().write(command), Optional.empty());
  }
}
