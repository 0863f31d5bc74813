package dev.gavel.bids.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gavel.bids.home.Home;
import dev.gavel.bids.home.Line;
import dev.gavel.bids.home.Recall;
import dev.gavel.bids.home.SavedPlace;
import dev.gavel.bids.home.SavedRoom;
import dev.gavel.bids.home.Slice;
import dev.gavel.bids.log.Away;
import dev.gavel.bids.log.LoggedRecord;
import dev.gavel.bids.results.MemoryAnnouncer;
import dev.gavel.bids.results.MemoryResultLog;
import dev.gavel.bids.store.MemoryProjectionStore;
import dev.gavel.bids.store.ProjectionStore;
import dev.gavel.model.CommandCodec;
import dev.gavel.runtime.trace.Tracing;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WriterTest {
  private final MemoryProjectionStore view = new MemoryProjectionStore();
  private final MemoryResultLog results = new MemoryResultLog();
  private final Condition condition = new Condition();
  private final AtomicInteger tries = new AtomicInteger();

  /// Trying again would not help, and the others of the batch must not wait for it.
  @Test
  void aPartitionWhoseWriteIsRefusedForGoodIsHaltedAloneAndLoudly() {
    Storing storing =
        new Storing(
            new Refusing(view, "bad", tries),
            results,
            new NoCascades(),
            new MemoryAnnouncer(),
            () -> "topic");
    Batch.Share good = share(0, "good");
    Batch.Share bad = share(1, "bad");
    WorkerMeters meters = new WorkerMeters(new SimpleMeterRegistry(), condition);
    try (Writer writer =
        new Writer(storing, condition, meters, new BatchTraces(Tracing.off()), 4, () -> {})) {
      writer.start();
      writer.submit(new Batch(List.of(good, bad)));
      await().atMost(World.LIMIT).until(() -> bad.seat().broken().isPresent());
      await().atMost(World.LIMIT).until(() -> !results.results().isEmpty());
      assertThat(bad.seat().broken().orElseThrow()).contains("refused for good");
      assertThat(bad.seat().stores()).isFalse();
      assertThat(good.seat().stores()).isTrue();
      assertThat(tries).hasValue(2); // in the batch, then alone; never again
      assertThat(view.bids()).containsOnlyKeys("good:0");
    }
  }

  private static Batch.Share share(int partition, String room) {
    byte[] open = new CommandCodec().write(Commands.open(room, 0, 10_000));
    LoggedRecord record = new LoggedRecord(partition, 0, 1_000, room, open, Optional.empty());
    List<Line> lines = List.of(Line.of(record, new CommandCodec()));
    Home home = new Home(SavedPlace.first("topic", partition), 10);
    home.unknown(lines);
    home.admit(lines, Map.of(), Map.of());
    return new Batch.Share(new Seat(partition, home), home.take(lines, 0).orElseThrow());
  }

  /// A view that takes nothing of one room.
  private record Refusing(ProjectionStore view, String room, AtomicInteger tries)
      implements ProjectionStore {
    @Override
    public Optional<SavedPlace> place(String topicId, int partition) {
      return Optional.empty();
    }

    @Override
    public Optional<String> claim(String topicId, int partitions) {
      return Optional.empty();
    }

    @Override
    public Map<String, SavedRoom> rooms(Collection<String> rooms) {
      return Map.of();
    }

    @Override
    public Map<String, Recall> recall(Map<String, Set<Recall.Key>> commands) {
      return Map.of();
    }

    @Override
    public void storePages(List<Slice> batch) throws Away {
      if (batch.stream()
          .flatMap(slice -> slice.decided().stream())
          .anyMatch(one -> one.command().room().equals(room))) {
        tries.incrementAndGet();
        throw new IllegalStateException("refused for good");
      }
      view.storePages(batch);
    }

    @Override
    public void storeHeads(List<Slice> batch) throws Away {
      view.storeHeads(batch);
    }

    @Override
    public void storeCheckpoints(List<SavedPlace> places) throws Away {
      view.storeCheckpoints(places);
    }

    @Override
    public void close() {
      view.close();
    }
  }
}
