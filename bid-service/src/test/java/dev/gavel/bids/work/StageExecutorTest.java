package dev.gavel.bids.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gavel.bids.home.Disagreement;
import dev.gavel.bids.home.SavedPlace;
import dev.gavel.bids.log.Away;
import dev.gavel.bids.log.MemoryTopic;
import dev.gavel.bids.log.TopicIdentity;
import dev.gavel.bids.results.MemoryAnnouncer;
import dev.gavel.bids.results.MemoryResultLog;
import dev.gavel.bids.store.MemoryProjectionStore;
import dev.gavel.model.CommandCodec;
import dev.gavel.model.RoomCommand;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class StageExecutorTest {
  private final MemoryProjectionStore store = new MemoryProjectionStore();
  private final MemoryResultLog results = new MemoryResultLog();
  private final MemoryTopic topic = new MemoryTopic("topic", 2);

  private SimulatedWorker worker(Supplier<CompletableFuture<String>> topicId) {
    StageExecutor stages =
        new StageExecutor(
            store, results, new NoCascades(), new MemoryAnnouncer(), new TopicIdentity(topicId));
    return new SimulatedWorker(topic, stages, 0);
  }

  private SimulatedWorker worker() {
    return worker(() -> CompletableFuture.completedFuture(topic.id()));
  }

  @Test
  void noHeadIsStoredOfATopicThatWasMadeAnewUnderTheOldName() {
    SimulatedWorker worker = worker(() -> CompletableFuture.completedFuture("another"));
    append(0, Commands.open("r", 0, 10_000));
    decide(worker, 0);
    assertThatThrownBy(worker::settleDown)
        .hasCauseInstanceOf(Disagreement.class)
        .hasMessageContaining("made anew");
    assertThat(store.rooms()).isEmpty();
    assertThat(results.results()).isEmpty();
  }

  @Test
  void whileTheBrokersDoNotSayWhichLogItIsNoHeadIsStored() {
    boolean[] away = {true};
    SimulatedWorker worker =
        worker(() ->
            away[0]
                ? CompletableFuture.failedFuture(
                    new Away(Away.Server.KAFKA, "testing", new IOException("cut")))
                : CompletableFuture.completedFuture(topic.id()));
    append(0, Commands.open("r", 0, 10_000));
    decide(worker, 0);
    LongStream.range(0, 50).forEach(_ -> worker.advance());
    assertThat(store.rooms()).isEmpty();
    away[0] = false;
    worker.settleDown();
    assertThat(store.rooms()).hasSize(1);
    assertThat(results.results()).hasSize(1);
  }

  /// A scan of any length holds neither the group's answers nor other partitions.
  @Test
  void aPartitionWhoseRoomsAreReadAgainHoldsNoOther() {
    append(0, Commands.open("early", 0, 10));
    append(0, Commands.bid("early", "a", "first", 100_000)); // closes it
    work(worker());
    long next = 2 + 2 * RoomLookup.SCAN_RECORDS;
    LongStream.range(2, next)
        .forEach(_ -> topic.append(0, 100, "never", new byte[0], Optional.empty()));
    store.storeCheckpoints(List.of(new SavedPlace("topic", 0, next, next)));
    append(0, Commands.bid("early", "a", "late", 100_000));
    append(1, Commands.open("other", 0, 10_000));

    SimulatedWorker worker = worker();
    decide(worker, 1);
    assertThat(worker.log.scans()).isZero();
    worker.carryOut(CommitStage.STORE_PAGES);
    worker.carryOut(CommitStage.CHECK_TOPIC);
    worker.carryOut(CommitStage.STORE_HEADS);
    assertThat(store.rooms()).containsKey("other");
    work(worker);
    assertThat(worker.log.scans()).isEqualTo(3);
    assertThat(results.results().getLast().id()).isEqualTo("late");
    assertThat(worker.condition.haltedPartitions()).isZero();
  }

  /// Gets the partitions with the first turn, and decides what one lookup was for.
  private static void decide(SimulatedWorker worker, int lookup) {
    worker.turn(100);
    worker.turn(100);
    worker.lookUp(lookup);
    worker.turn(100);
  }

  private void work(SimulatedWorker worker) {
    do {
      worker.turn(100);
      worker.advance();
    } while (worker.busy());
    worker.settleDown();
    topic.expel(worker.log);
  }

  private void append(int partition, RoomCommand command) {
    topic.append(
        partition, 100, command.room(), new CommandCodec().write(command), Optional.empty());
  }
}
