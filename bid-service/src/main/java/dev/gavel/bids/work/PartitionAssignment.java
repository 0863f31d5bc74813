package dev.gavel.bids.work;

import dev.gavel.bids.home.SavedPlace;
import dev.gavel.bids.log.Away;
import dev.gavel.bids.log.CommandLog;
import dev.gavel.bids.log.LogUnusable;
import dev.gavel.bids.store.ProjectionStore;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Follows the group: opens partitions that it gives, and lets go of those that it takes when what
/// was decided of them is committed. The deciding thread alone uses it.
final class PartitionAssignment implements CommandLog.Homes {
  private static final Logger LOG = LoggerFactory.getLogger(PartitionAssignment.class);

  /// How long partitions that leave may take to be committed; others wait meanwhile.
  static final Duration LEAVE_LIMIT = Duration.ofSeconds(5);

  private static final Duration SETTLE_EVERY = Duration.ofSeconds(1);

  private final CommandLog log;
  private final ProjectionStore store;
  private final OwnedPartitions owned;
  private final CheckpointWriter checkpoints;
  private final Condition condition;
  private final PartitionMaker maker;
  private final Set<Integer> gained = new TreeSet<>();
  private final Map<Integer, Long> unsettled = new TreeMap<>();
  private long settledNanos = System.nanoTime();
  private volatile Optional<String> topicId = Optional.empty();

  /// Makes what works on a partition that begins at a place.
  interface PartitionMaker {
    OwnedPartitions.Owned make(int partition, SavedPlace place);
  }

  PartitionAssignment(
      CommandLog log,
      ProjectionStore store,
      OwnedPartitions owned,
      CheckpointWriter checkpoints,
      Condition condition,
      PartitionMaker maker) {
    this.log = log;
    this.store = store;
    this.owned = owned;
    this.checkpoints = checkpoints;
    this.condition = condition;
    this.maker = maker;
  }

  /// Opens what was gained, if anything.
  ///
  /// @return whether there was something to open
  boolean openGained() throws Away, LogUnusable {
    boolean opens = !gained.isEmpty();
    condition.opening(opens); // before joined: ready means opened as well
    condition.joined(log.joined());
    if (opens) {
      String id = openTopic();
      for (int partition : List.copyOf(gained)) {
        open(id, partition);
        gained.remove(partition);
      }
    }
    condition.opening(false);
    return opens;
  }

  private String openTopic() throws Away, LogUnusable {
    String id = log.topicId();
    log.checkClock();
    Optional<String> other = topicId.filter(before -> !before.equals(id));
    Optional<String> refused = other.map(before -> recreated(before, id));
    if (refused.isEmpty()) {
      refused = store.claim(id, log.partitions());
    }
    if (refused.isPresent()) {
      throw new LogUnusable(Set.of(), refused.get());
    }
    topicId = Optional.of(id);
    condition.accepted();
    return id;
  }

  /// Begins with a partition, at the place that is stored for it.
  private void open(String id, int partition) throws Away {
    SavedPlace place = store.place(id, partition).orElse(SavedPlace.first(id, partition));
    CommandLog.Range range = log.range(partition);
    OwnedPartitions.Owned opened = maker.make(partition, place);
    owned.add(opened);
    if (!holds(range, place)) {
      opened
          .processor()
          .halt(
              "the log holds %d to %d, and %d to %d is needed"
                  .formatted(range.begin(), range.end(), place.oldestOpen(), place.next()));
      return;
    }
    log.read(partition, place.oldestOpen());
    LOG.info(
        "partition {}: folds from {}, decides from {} on, the log ends at {}",
        partition,
        place.oldestOpen(),
        place.next(),
        range.end());
  }

  static boolean holds(CommandLog.Range range, SavedPlace place) {
    return range.begin() <= place.oldestOpen() && range.end() >= place.next();
  }

  /// What is wrong when the topic is another than the one that was opened; empty when nothing is.
  /// Called from another thread.
  Optional<String> madeAnew() throws Away {
    String now = log.topicId();
    return topicId.filter(opened -> !opened.equals(now)).map(opened -> recreated(opened, now));
  }

  private static String recreated(String before, String now) {
    return ("the commands topic was made anew: the database was filled from topic id %s, and this is"
            + " %s. Bring the old topic back, or give the new one an empty database"
            + " (mongo.database)")
        .formatted(before, now);
  }

  /// Takes note of what is committed, and tells the group now and then.
  void settle() {
    unsettled.putAll(owned.settle());
    if (!unsettled.isEmpty() && System.nanoTime() - settledNanos > SETTLE_EVERY.toNanos()) {
      settleNow();
    }
  }

  private void settleNow() {
    log.settle(unsettled);
    unsettled.clear();
    settledNanos = System.nanoTime();
  }

  @Override
  public void gained(int partition) {
    gained.add(partition);
  }

  @Override
  public void leaving(Collection<Integer> partitions) {
    gained.removeAll(partitions);
    boolean stored = awaitCommitted(partitions, LEAVE_LIMIT);
    left(partitions, stored ? "all of it is stored" : "the next one decides again");
  }

  /// Waits for what was decided of these partitions, and for their checkpoints.
  ///
  /// @return false when it took too long
  boolean awaitCommitted(Collection<Integer> partitions, Duration atMost) {
    long untilNanos = System.nanoTime() + atMost.toNanos();
    boolean all = true;
    try {
      for (OwnedPartitions.Owned one : owned.all()) {
        all &=
            !partitions.contains(one.partition().number())
                || one.committer().awaitCommitted(untilNanos);
      }
      all &= checkpoints.flush(partitions, untilNanos);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      all = false;
    }
    settle();
    settleNow();
    return all;
  }

  @Override
  public void lost(Collection<Integer> partitions) {
    gained.removeAll(partitions);
    left(partitions, "the group had given them up");
  }

  private void left(Collection<Integer> partitions, String how) {
    for (OwnedPartitions.Owned one : owned.remove(partitions)) {
      one.partition().home().leave();
      one.committer().close();
    }
    unsettled.keySet().removeAll(partitions);
    condition.gone(Set.copyOf(partitions));
    LOG.info("partitions {} go to others: {}", partitions, how);
  }
}
