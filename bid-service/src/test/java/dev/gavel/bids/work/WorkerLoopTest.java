package dev.gavel.bids.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gavel.bids.close.TickLog;
import dev.gavel.bids.home.Line;
import dev.gavel.bids.home.SavedPlace;
import dev.gavel.bids.home.Slice;
import dev.gavel.bids.log.Away;
import dev.gavel.bids.log.MemoryCommandLog;
import dev.gavel.bids.log.MemoryTopic;
import dev.gavel.bids.log.TopicIdentity;
import dev.gavel.bids.results.EncodedDecision;
import dev.gavel.bids.results.MemoryAnnouncer;
import dev.gavel.bids.results.MemoryResultLog;
import dev.gavel.bids.results.ResultLog;
import dev.gavel.bids.store.MemoryProjectionStore;
import dev.gavel.model.CommandCodec;
import dev.gavel.model.RoomCommand;
import dev.gavel.runtime.trace.Tracing;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A worker with its threads, and a store and a results topic that fail or hang for one partition.
class WorkerLoopTest {
  private static final int SICK = 1;
  private static final int BATCH = 100;

  private final MemoryTopic topic = new MemoryTopic("topic", 2);
  private final MemoryCommandLog log = new MemoryCommandLog(topic, 50);
  private final MemoryProjectionStore memory = new MemoryProjectionStore();
  private final MemoryResultLog results = new MemoryResultLog();
  private final Condition condition = new Condition();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final AtomicInteger pageWrites = new AtomicInteger();
  private Optional<WorkerLoop> running = Optional.empty();
  private Optional<Thread> thread = Optional.empty();

  /// What happens before the sick partition's pages are stored.
  private interface Sickness {
    void before() throws Away;
  }

  private void start(Sickness sickness, ResultLog told) {
    StageExecutor stages =
        new StageExecutor(
            sickOrNot(sickness),
            told,
            new NoCascades(),
            new MemoryAnnouncer(),
            new TopicIdentity(() -> CompletableFuture.completedFuture(topic.id())));
    WorkerLoop loop =
        new WorkerLoop(
            log,
            stages,
            new NoTicks(),
            condition,
            new WorkerMeters(registry, condition),
            new BatchTraces(Tracing.off()),
            new WorkerLimits(BATCH, Long.MAX_VALUE, Long.MAX_VALUE, 10));
    running = Optional.of(loop);
    thread = Optional.of(Thread.ofPlatform().start(loop::run));
  }

  private ForwardingStore sickOrNot(Sickness sickness) {
    return new ForwardingStore(memory) {
      @Override
      public void storePages(List<Slice> batch) throws Away {
        if (batch.getFirst().place().partition() == SICK) {
          pageWrites.incrementAndGet();
          sickness.before();
        }
        super.storePages(batch);
      }
    };
  }

  private record NoTicks() implements TickLog {
    @Override
    public void append(String room) {}

    @Override
    public void close() {}
  }

  @AfterEach
  void stop() throws InterruptedException {
    running.ifPresent(WorkerLoop::stop);
    if (thread.isPresent()) {
      thread.get().join();
    }
  }

  private void open() {
    append(0, Commands.open("well", 0, 1_000_000));
    append(SICK, Commands.open("sick", 0, 1_000_000));
  }

  private void bid(int from, int until) {
    for (int i = from; i < until; i++) {
      append(0, Commands.bid("well", "a", "w" + i, 100_000));
      append(SICK, Commands.bid("sick", "a", "s" + i, 100_000));
    }
  }

  private void append(int partition, RoomCommand command) {
    topic.append(
        partition, 1_000, command.room(), new CommandCodec().write(command), Optional.empty());
  }

  private long told(String room) {
    return results.results().stream().filter(one -> one.room().equals(room)).count();
  }

  private void awaitTold(String room, long count) {
    await().atMost(World.LIMIT).untilAsserted(() -> assertThat(told(room)).isEqualTo(count));
  }

  @Test
  void aPartitionWhoseWriteIsRefusedForGoodIsHaltedAloneAndLoudly() {
    open();
    start(
        () -> {
          throw new IllegalStateException("refused for good");
        },
        results);
    await().atMost(World.LIMIT).until(() -> condition.haltedPartitions() == 1);
    bid(0, 300);
    awaitTold("well", 301);
    assertThat(condition.notReady()).anyMatch(why -> why.contains("refused for good"));
    assertThat(told("sick")).isZero();
    assertThat(pageWrites).hasValue(1); // trying again would not help
  }

  /// While a call takes long, what arrives joins the next batch, so the rate does not collapse; and
  /// a partition whose backlog is full is not read on.
  @Test
  void aSlowCallMakesTheNextBatchLargerAndHoldsNoOtherPartition() {
    CountDownLatch slow = new CountDownLatch(1);
    open();
    start(() -> awaitQuietly(slow), results);
    await().atMost(World.LIMIT).until(() -> pageWrites.get() == 1);
    bid(0, 1_000);
    awaitTold("well", 1_001);
    assertThat(told("sick")).isZero();
    await()
        .atMost(World.LIMIT)
        .until(() -> registry.get("gavel_paused_partitions").gauge().value() == 1);
    assertThat(registry.get("gavel_backlog_records").gauge().value())
        .isBetween((double) PartitionProcessor.FULL_BATCHES * BATCH, 3.0 * BATCH);
    slow.countDown();
    awaitTold("sick", 1_001);
    // The first, and then full batches of all that waited.
    assertThat(pageWrites.get()).isLessThanOrEqualTo(1 + 1_000 / BATCH + 4);
    await()
        .atMost(World.LIMIT)
        .until(() -> registry.get("gavel_paused_partitions").gauge().value() == 0);
  }

  /// A full disk is a server that is away: nothing is lost, no partition either.
  @Test
  void aStoreThatIsAwayIsSaidAndTriedAgain() {
    boolean[] full = {true};
    open();
    start(
        () -> {
          if (full[0]) {
            throw new Away(Away.Server.MONGO, "writing pages", new IOException("disk full"));
          }
        },
        results);
    bid(0, 100);
    awaitTold("well", 101);
    await()
        .atMost(World.LIMIT)
        .until(() -> condition.notReady().stream().anyMatch(why -> why.contains("disk full")));
    await().atMost(World.LIMIT).until(() -> pageWrites.get() > 3);
    assertThat(told("sick")).isZero();
    full[0] = false;
    awaitTold("sick", 101);
    await().atMost(World.LIMIT).until(() -> condition.notReady().isEmpty());
    assertThat(condition.haltedPartitions()).isZero();
    await().atMost(World.LIMIT).until(() -> checkpoint(SICK) == 101 && checkpoint(0) == 101);
  }

  /// The next batch's heads are stored while this one's results are on their way, and no more.
  @Test
  void aPartitionWithoutAResultsLeaderHoldsNoOtherAndItsCheckpointWaits() {
    CompletableFuture<Void> acknowledged = new CompletableFuture<>();
    open();
    start(() -> {}, hanging(acknowledged));
    bid(0, 250);
    awaitTold("well", 251);
    await().atMost(World.LIMIT).until(() -> pageWrites.get() == CommitProgress.MAX_BATCHES);
    await().atMost(World.LIMIT).until(() -> checkpoint(0) == 251);
    assertThat(checkpoint(SICK)).isZero();
    assertThat(told("sick")).isZero();
    acknowledged.complete(null);
    awaitTold("sick", 251);
    await().atMost(World.LIMIT).until(() -> checkpoint(SICK) == 251);
  }

  private long checkpoint(int partition) {
    return memory.place("topic", partition).map(SavedPlace::next).orElse(0L);
  }

  private ResultLog hanging(CompletableFuture<Void> until) {
    return new ResultLog() {
      @Override
      public CompletableFuture<Void> append(List<EncodedDecision> decided) {
        boolean sick =
            decided.stream().anyMatch(one -> one.decided().decision().room().equals("sick"));
        return sick ? until.thenCompose(_ -> results.append(decided)) : results.append(decided);
      }

      @Override
      public CompletableFuture<Void> appendUnreadable(List<Line.Skipped> skipped) {
        return results.appendUnreadable(skipped);
      }

      @Override
      public void close() {}
    };
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
