package dev.gavel.bids.work;

import dev.gavel.bids.close.TickLog;
import dev.gavel.bids.log.LoggedRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/// The partitions that this worker has, each with its processor and its committer. The deciding
/// thread alone uses it.
final class OwnedPartitions {
  /// A partition and the two that work on it.
  record Owned(PartitionProcessor processor, BatchCommitter committer) {
    AssignedPartition partition() {
      return processor.partition();
    }
  }

  private final WorkerMeters meters;
  private final BatchTraces traces;
  private final long backlogBytes;
  private final Map<Integer, Owned> owned = new TreeMap<>();

  /// @param backlogBytes most bytes of commands that wait, over all partitions
  OwnedPartitions(WorkerMeters meters, BatchTraces traces, long backlogBytes) {
    this.meters = meters;
    this.traces = traces;
    this.backlogBytes = backlogBytes;
  }

  void add(Owned one) {
    owned.put(one.partition().number(), one);
    one.committer().start();
  }

  /// Takes out partitions; what is not decided of them is forgotten.
  List<Owned> remove(Collection<Integer> partitions) {
    List<Owned> removed = new ArrayList<>();
    for (int partition : partitions) {
      Optional.ofNullable(owned.remove(partition)).ifPresent(removed::add);
    }
    return removed;
  }

  Collection<Owned> all() {
    return List.copyOf(owned.values());
  }

  /// Records to decide, after those that came before.
  void accept(List<LoggedRecord> records) {
    for (LoggedRecord record : records) {
      Owned one = owned.get(record.partition());
      if (one != null) {
        one.processor().accept(record);
      }
    }
  }

  /// Partitions with so much waiting that nothing more of them should be polled.
  Set<Integer> full() {
    long each = backlogBytes / Math.max(1, owned.size());
    Set<Integer> full = new HashSet<>();
    owned.forEach((partition, one) -> {
      if (one.processor().full(each)) {
        full.add(partition);
      }
    });
    return full;
  }

  /// Decides what waits in each partition that can commit it. The others ask for attention once
  /// they can.
  ///
  /// @return whether anything was decided
  boolean decide(long nowMs) {
    boolean any = false;
    for (Owned one : owned.values()) {
      while (!one.processor().idle() && decide(one, nowMs)) {
        any = true;
      }
    }
    return any;
  }

  private boolean decide(Owned one, long nowMs) {
    long beganNanos = System.nanoTime();
    Optional<PartitionBatch> batch = one.processor().decide(one.committer().offersSlot(), nowMs);
    if (batch.isEmpty()) {
      return false;
    }
    long nanos = System.nanoTime() - beganNanos;
    meters.decided(batch.get(), nanos);
    one.committer().submit(traces.decided(batch.get(), nanos));
    return true;
  }

  /// Asks for the ticks that are due.
  void tick(TickLog ticks, long nowMs) {
    owned.values().forEach(one -> one.processor().due(nowMs).forEach(ticks::append));
  }

  /// Takes note of what is committed, and of what cannot be.
  ///
  /// @return how far each partition is
  Map<Integer, Long> settle() {
    Map<Integer, Long> next = new TreeMap<>();
    owned.forEach((partition, one) -> {
      for (PartitionBatch batch : one.committer().committed()) {
        next.put(partition, batch.checkpoint().next());
      }
      if (next.containsKey(partition)) {
        one.processor().settle(next.get(partition));
      }
      one.partition().broken().ifPresent(one.processor()::halt);
    });
    return next;
  }

  /// Halts those of these partitions that are owned.
  void halt(Set<Integer> partitions, String why) {
    owned.forEach((partition, one) -> {
      if (partitions.contains(partition)) {
        one.processor().halt(why);
      }
    });
  }

  /// Commands that came and are not decided.
  long backlog() {
    return owned.values().stream().mapToLong(one -> one.processor().backlog().size()).sum();
  }

  /// When the longest waiting of them was appended.
  OptionalLong oldestAppendedAtMs() {
    return owned.values().stream()
        .flatMapToLong(one -> one.processor().backlog().oldestAppendedAtMs().stream())
        .min();
  }

  long roomsAwake() {
    return owned.values().stream().mapToLong(one -> one.processor().roomsAwake()).sum();
  }

  long roomsAsleep() {
    return owned.values().stream().mapToLong(one -> one.processor().roomsAsleep()).sum();
  }
}
