package dev.gavel.bids.work;

import static dev.gavel.bids.work.CommitStage.APPEND_CASCADES;
import static dev.gavel.bids.work.CommitStage.APPEND_RESULTS;
import static dev.gavel.bids.work.CommitStage.CHECK_TOPIC;
import static dev.gavel.bids.work.CommitStage.PUBLISH_UPDATES;
import static dev.gavel.bids.work.CommitStage.STORE_HEADS;
import static dev.gavel.bids.work.CommitStage.STORE_PAGES;

import java.util.Map;
import java.util.Set;

/// Which stages must be done before a stage begins. Laws 2 and 3 of the design stand here: nothing
/// is shown that could still be lost, and no checkpoint passes what is not told for good.
///
/// @param own stages of the same batch
/// @param previous stages of the partition's batch before it
/// @param beforeCheckpoint stages of a batch, and of all before it, that a checkpoint needs
record CommitOrder(
    Map<CommitStage, Set<CommitStage>> own,
    Map<CommitStage, Set<CommitStage>> previous,
    Set<CommitStage> beforeCheckpoint) {

  private static final Set<CommitStage> TELLING =
      Set.of(PUBLISH_UPDATES, APPEND_RESULTS, APPEND_CASCADES);

  /// Three waits a batch: pages beside the topic's identity, heads, and what is told. A batch's
  /// pages are stored while the one before it is told.
  static final CommitOrder STANDARD =
      new CommitOrder(
          Map.of(
              CHECK_TOPIC, Set.of(),
              STORE_PAGES, Set.of(),
              STORE_HEADS, Set.of(CHECK_TOPIC, STORE_PAGES),
              PUBLISH_UPDATES, Set.of(STORE_HEADS),
              APPEND_RESULTS, Set.of(STORE_HEADS),
              APPEND_CASCADES, Set.of(STORE_HEADS)),
          Map.of(
              CHECK_TOPIC,
              Set.of(),
              STORE_PAGES,
              Set.of(STORE_HEADS),
              STORE_HEADS,
              Set.of(STORE_HEADS),
              PUBLISH_UPDATES,
              TELLING,
              APPEND_RESULTS,
              TELLING,
              APPEND_CASCADES,
              TELLING),
          Set.of(CommitStage.values()));

  boolean mayBegin(CommitStage stage, Set<CommitStage> done, Set<CommitStage> donePreviously) {
    return done.containsAll(own.getOrDefault(stage, Set.of()))
        && donePreviously.containsAll(previous.getOrDefault(stage, Set.of()));
  }
}
