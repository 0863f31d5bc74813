package dev.gavel.bids.work;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// How far a partition's batches are, and which stages may begin now. Does nothing itself. Not
/// thread-safe.
final class CommitProgress {
  /// Batches of a partition that are decided and not yet committed: one is told while the next is
  /// stored.
  static final int MAX_BATCHES = 2;

  /// A stage of a batch.
  record Task(CommitStage stage, PartitionBatch batch) {}

  private static final class Entry {
    private final PartitionBatch batch;
    private final Set<CommitStage> begun = EnumSet.noneOf(CommitStage.class);
    private final Set<CommitStage> done = EnumSet.noneOf(CommitStage.class);

    Entry(PartitionBatch batch) {
      this.batch = batch;
    }
  }

  private static final Set<CommitStage> ALL = EnumSet.allOf(CommitStage.class);

  private final CommitOrder order;
  private final Deque<Entry> entries = new ArrayDeque<>();

  CommitProgress(CommitOrder order) {
    this.order = order;
  }

  /// Whether the next batch, decided now, could begin at once: until then what arrives had better
  /// wait and join it.
  boolean hasSlot() {
    return entries.isEmpty()
        || (entries.size() < MAX_BATCHES
            && entries.getLast().done.contains(CommitStage.STORE_HEADS));
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  void add(PartitionBatch batch) {
    entries.addLast(new Entry(batch));
  }

  /// The stages that may begin, oldest batch first.
  List<Task> ready() {
    List<Task> ready = new ArrayList<>();
    Set<CommitStage> previous = ALL;
    for (Entry entry : entries) {
      for (CommitStage stage : CommitStage.values()) {
        if (!entry.begun.contains(stage) && order.mayBegin(stage, entry.done, previous)) {
          ready.add(new Task(stage, entry.batch));
        }
      }
      previous = entry.done;
    }
    return ready;
  }

  void begun(Task task) {
    entry(task).begun.add(task.stage());
  }

  /// The stage failed and may begin again.
  void failed(Task task) {
    entry(task).begun.remove(task.stage());
  }

  /// The stage is done.
  ///
  /// @return the batches that a checkpoint may pass now, in order
  List<PartitionBatch> done(Task task) {
    entry(task).done.add(task.stage());
    List<PartitionBatch> committed = new ArrayList<>();
    while (!entries.isEmpty() && entries.getFirst().done.containsAll(order.beforeCheckpoint())) {
      committed.add(entries.removeFirst().batch);
    }
    return committed;
  }

  /// Forgets everything: others have the partition, or it cannot be committed.
  void clear() {
    entries.clear();
  }

  boolean holds(PartitionBatch batch) {
    return entries.stream().anyMatch(entry -> entry.batch == batch);
  }

  private Entry entry(Task task) {
    return entries.stream()
        .filter(entry -> entry.batch == task.batch())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("not under way: " + task.stage()));
  }
}
