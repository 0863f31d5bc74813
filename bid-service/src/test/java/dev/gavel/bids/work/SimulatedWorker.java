package dev.gavel.bids.work;

import dev.gavel.bids.home.Home;
import dev.gavel.bids.home.SavedPlace;
import dev.gavel.bids.log.Away;
import dev.gavel.bids.log.CommandLog;
import dev.gavel.bids.log.LoggedRecord;
import dev.gavel.bids.log.MemoryCommandLog;
import dev.gavel.bids.log.MemoryTopic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/// A worker without threads: each call is one thing that a real one's threads do, so that a
/// simulation may stop it between any two. Which partition, which stage and which lookup goes on is
/// left to chance.
final class SimulatedWorker implements CommandLog.Homes {
  private static final int POLL_RECORDS = 7;
  private static final int ROOMS_ASLEEP = 1;

  private record Owned(PartitionProcessor processor, CommitProgress progress) {}

  private record Reading(
      RoomLookup lookup, AssignedPartition partition, CompletableFuture<Void> ended) {}

  final MemoryCommandLog log;
  final Condition condition = new Condition();
  private final StageExecutor stages;
  private final CommitOrder order;
  private final CheckpointWriter checkpoints;
  private final Random random;
  private final int roomsAsleep;
  private final Set<Integer> gained = new TreeSet<>();
  private final Map<Integer, Owned> owned = new TreeMap<>();
  private final List<Reading> lookups = new ArrayList<>();

  SimulatedWorker(MemoryTopic topic, StageExecutor stages, int roomsAsleep) {
    this(topic, stages, CommitOrder.STANDARD, new Random(1), roomsAsleep);
  }

  SimulatedWorker(MemoryTopic topic, StageExecutor stages, CommitOrder order, Random random) {
    this(topic, stages, order, random, ROOMS_ASLEEP);
  }

  private SimulatedWorker(
      MemoryTopic topic, StageExecutor stages, CommitOrder order, Random random, int roomsAsleep) {
    this.log = new MemoryCommandLog(topic, POLL_RECORDS);
    this.stages = stages;
    this.order = order;
    this.random = random;
    this.roomsAsleep = roomsAsleep;
    this.checkpoints = new CheckpointWriter(stages.store(), condition);
    log.join(this);
  }

  /// Polls and decides, as the deciding thread.
  void turn(long nowMs) {
    try {
      for (int partition : List.copyOf(gained)) {
        open(partition);
        gained.remove(partition);
      }
      Set<Integer> full = new HashSet<>();
      owned.forEach((partition, one) -> {
        if (one.processor().full(Long.MAX_VALUE)) {
          full.add(partition);
        }
      });
      log.pauseOnly(full);
      for (LoggedRecord record : log.poll(Duration.ZERO)) {
        owned(record.partition()).processor().accept(record);
      }
      decide(nowMs);
    } catch (Away away) {
      log.idle(Duration.ZERO);
    }
  }

  private void decide(long nowMs) {
    for (Owned one : owned.values()) {
      Optional<PartitionBatch> batch = one.processor().decide(one.progress().hasSlot(), nowMs);
      batch.ifPresent(one.progress()::add);
    }
  }

  private void open(int number) throws Away {
    String id = log.topicId();
    SavedPlace place = stages.store().place(id, number).orElse(SavedPlace.first(id, number));
    AssignedPartition partition = new AssignedPartition(number, new Home(place, roomsAsleep));
    PartitionProcessor processor =
        new PartitionProcessor(
            log,
            stages.store(),
            condition,
            this::later,
            partition,
            new WorkerLimits(POLL_RECORDS, Long.MAX_VALUE, Long.MAX_VALUE, roomsAsleep));
    owned.put(number, new Owned(processor, new CommitProgress(order)));
    log.read(number, place.oldestOpen());
  }

  private CompletableFuture<Void> later(RoomLookup lookup, AssignedPartition partition) {
    Reading reading = new Reading(lookup, partition, new CompletableFuture<>());
    lookups.add(reading);
    return reading.ended();
  }

  /// Goes on with one thing, as any of the other threads.
  void advance() {
    List<CommitProgress.Task> ready = ready();
    int which = random.nextInt(ready.size() + lookups.size() + 1);
    if (which < ready.size()) {
      carryOut(ready.get(which));
    } else if (which < ready.size() + lookups.size()) {
      read(lookups.get(which - ready.size()));
    } else {
      checkpoint();
    }
  }

  private List<CommitProgress.Task> ready() {
    return owned.values().stream().flatMap(one -> one.progress().ready().stream()).toList();
  }

  private void carryOut(CommitProgress.Task task) {
    CommitProgress progress = owned(task.batch().partition().number()).progress();
    progress.begun(task);
    CompletableFuture<Void> ended;
    try {
      ended = stages.carryOut(task.stage(), task.batch());
    } catch (Away away) {
      ended = CompletableFuture.failedFuture(away);
    }
    if (ended.isCompletedExceptionally()) {
      if (!(ended.exceptionNow() instanceof Away)) {
        throw new IllegalStateException(ended.exceptionNow());
      }
      progress.failed(task);
      return;
    }
    for (PartitionBatch batch : progress.done(task)) {
      checkpoints.committed(batch);
      owned(batch.partition().number()).processor().settle(batch.checkpoint().next());
    }
  }

  private void read(Reading reading) {
    try {
      if (reading.partition().decides()) {
        reading.lookup().run();
      }
      reading.ended().complete(null);
    } catch (Away away) {
      return; // and again
    } catch (RuntimeException failed) {
      reading.ended().completeExceptionally(failed);
    }
    lookups.remove(reading);
  }

  private void checkpoint() {
    try {
      checkpoints.write();
    } catch (Away away) {
      // And again.
    }
  }

  /// Polls and decides, with what must be read for it.
  void decideAll(long nowMs) {
    turn(nowMs);
    while (!lookups.isEmpty()) {
      read(lookups.getFirst());
      turn(nowMs);
    }
  }

  /// Reads what the lookup with this number asks for.
  void lookUp(int number) {
    read(lookups.get(number));
  }

  /// Carries out a stage of the oldest batch that may begin it.
  void carryOut(CommitStage stage) {
    carryOut(ready().stream().filter(task -> task.stage() == stage).findFirst().orElseThrow());
  }

  /// Finishes everything that is decided, oldest first, without a failure in between.
  void settleDown() {
    while (!lookups.isEmpty()) {
      read(lookups.getFirst());
    }
    while (storesMore()) {
      carryOut(
          ready().stream().min(Comparator.comparing(CommitProgress.Task::stage)).orElseThrow());
    }
    checkpoint();
  }

  boolean busy() {
    return storesMore()
        || !gained.isEmpty()
        || log.lag() > 0
        || owned.values().stream().anyMatch(one -> !one.processor().idle());
  }

  boolean storesMore() {
    return owned.values().stream().anyMatch(one -> !one.progress().isEmpty());
  }

  int rooms() {
    return owned.values().stream()
        .mapToInt(one -> one.processor().partition().home().roomsAsleep())
        .sum();
  }

  @Override
  public void gained(int partition) {
    gained.add(partition);
  }

  @Override
  public void leaving(Collection<Integer> partitions) {
    lost(partitions);
  }

  @Override
  public void lost(Collection<Integer> partitions) {
    gained.removeAll(partitions);
    for (int partition : partitions) {
      Optional.ofNullable(owned.remove(partition))
          .ifPresent(one -> one.processor().partition().home().leave());
    }
  }

  private Owned owned(int partition) {
    return Objects.requireNonNull(owned.get(partition));
  }
}
