package dev.gavel.bids.work;

import dev.gavel.bids.home.Disagreement;
import dev.gavel.bids.home.Home;
import dev.gavel.bids.home.Line;
import dev.gavel.bids.home.Slice;
import dev.gavel.bids.log.CommandLog;
import dev.gavel.bids.log.LoggedRecord;
import dev.gavel.bids.store.ProjectionStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Decides one partition: its backlog waits until a batch can be committed, and then all of it, up
/// to the limits, is one batch. The deciding thread alone uses it.
final class PartitionProcessor {
  private static final Logger LOG = LoggerFactory.getLogger(PartitionProcessor.class);

  /// A backlog of so many batches is full: the partition is paused.
  static final int FULL_BATCHES = 2;

  /// Runs lookups, each until it succeeds or its partition has left.
  interface LookupRunner {
    /// Starts one, which never waits. The partition's home is the lookup's until it has ended.
    ///
    /// @return done when the home may be used again
    CompletableFuture<Void> start(RoomLookup lookup, AssignedPartition partition);
  }

  private final CommandLog log;
  private final ProjectionStore store;
  private final Condition condition;
  private final LookupRunner lookups;
  private final AssignedPartition partition;
  private final PartitionBacklog backlog;
  private final int fullCommands;
  private List<Line> part = List.of();
  private Optional<CompletableFuture<Void>> lookup = Optional.empty();
  private long settled;
  private int roomsAwake;
  private int roomsAsleep;

  PartitionProcessor(
      CommandLog log,
      ProjectionStore store,
      Condition condition,
      LookupRunner lookups,
      AssignedPartition partition,
      WorkerLimits limits) {
    this.log = log;
    this.store = store;
    this.condition = condition;
    this.lookups = lookups;
    this.partition = partition;
    this.backlog = new PartitionBacklog(limits);
    this.fullCommands = FULL_BATCHES * limits.batchCommands();
  }

  AssignedPartition partition() {
    return partition;
  }

  PartitionBacklog backlog() {
    return backlog;
  }

  /// A record to decide after those that came before.
  void accept(LoggedRecord record) {
    backlog.add(record);
  }

  /// Whether the partition had better be paused.
  ///
  /// @param mostBytes that it may hold
  boolean full(long mostBytes) {
    return backlog.size() >= fullCommands || backlog.bytes() >= mostBytes;
  }

  /// Whether everything that came is decided.
  boolean idle() {
    return backlog.isEmpty() && part.isEmpty();
  }

  /// Decides what waits.
  ///
  /// @param slot whether a batch can be committed now; without one records are only folded
  /// @param nowMs this machine's clock, for the ticks alone
  /// @return a batch; empty when nothing waits, or something must be read first
  Optional<PartitionBatch> decide(boolean slot, long nowMs) {
    while (partition.decides()) {
      if (part.isEmpty() && !begin(slot)) {
        return Optional.empty();
      }
      if (lookup.isPresent() && !lookupEnded(lookup.get())) {
        return Optional.empty();
      }
      Optional<Slice> slice = partition.decides() ? take(nowMs) : Optional.empty();
      if (slice.isPresent()) {
        return slice.map(found -> new PartitionBatch(partition, found));
      }
    }
    backlog.clear();
    part = List.of();
    return Optional.empty();
  }

  private boolean begin(boolean slot) {
    long border = partition.home().start().next();
    if (backlog.isEmpty() || (!slot && !backlog.startsBefore(border))) {
      return false;
    }
    part = backlog.take(border);
    Home home = partition.home();
    try {
      if (RoomLookup.needless(home, part)) {
        home.admit(part, Map.of(), Map.of());
      } else {
        lookup = Optional.of(lookups.start(new RoomLookup(log, store, partition, part), partition));
      }
    } catch (RuntimeException failed) {
      halt(failed);
    }
    return true;
  }

  /// @return false while it goes on
  private boolean lookupEnded(CompletableFuture<Void> running) {
    if (!running.isDone()) {
      return false;
    }
    lookup = Optional.empty();
    try {
      running.join();
    } catch (CompletionException failed) {
      halt(failed.getCause() == null ? failed : failed.getCause());
    }
    return true;
  }

  private Optional<Slice> take(long nowMs) {
    Home home = partition.home();
    List<Line> taken = part;
    part = List.of();
    try {
      Optional<Slice> slice = home.take(taken, nowMs);
      home.halted().ifPresent(this::halt);
      settle(settled);
      return slice;
    } catch (RuntimeException failed) {
      halt(failed);
      return Optional.empty();
    }
  }

  private void halt(Throwable failed) {
    if (failed instanceof Disagreement) {
      halt(String.valueOf(failed.getMessage()));
    } else {
      LOG.error("deciding failed", failed);
      halt("deciding failed: " + failed);
    }
  }

  /// Stops the partition where it is; what is decided is still committed.
  void halt(String why) {
    partition.halt(why);
    log.hold(partition.number());
    condition.halted(partition.number(), why);
  }

  /// Everything below `next` is committed. Between the admission of a part and its decision no room
  /// may be forgotten: that waits until after it.
  void settle(long next) {
    settled = Math.max(settled, next);
    if (part.isEmpty()) {
      Home home = partition.home();
      home.settled(settled);
      roomsAwake = home.roomsAwake();
      roomsAsleep = home.roomsAsleep();
    }
  }

  /// Rooms whose tick is due; none while the home is lent.
  List<String> due(long nowMs) {
    return partition.decides() && lookup.isEmpty() ? partition.home().due(nowMs) : List.of();
  }

  /// After the last decision.
  int roomsAwake() {
    return roomsAwake;
  }

  int roomsAsleep() {
    return roomsAsleep;
  }
}
