package dev.gavel.bids.work;

import dev.gavel.bids.close.CascadeLog;
import dev.gavel.bids.home.Disagreement;
import dev.gavel.bids.home.SavedPlace;
import dev.gavel.bids.log.Away;
import dev.gavel.bids.log.TopicIdentity;
import dev.gavel.bids.results.Announcer;
import dev.gavel.bids.results.ResultLog;
import dev.gavel.bids.store.ProjectionStore;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Carries out a stage of a batch, once. Has no thread and does not repeat by itself. Threads share
/// it.
record StageExecutor(
    ProjectionStore store,
    ResultLog results,
    CascadeLog cascades,
    Announcer announcer,
    TopicIdentity topic) {

  private static final CompletableFuture<Void> DONE = CompletableFuture.completedFuture(null);

  /// Begins a stage. Those that store wait for the store; the others do not wait.
  ///
  /// @return done when the stage is; fails with [Away] when it may be tried again
  /// @throws Away as the future
  CompletableFuture<Void> carryOut(CommitStage stage, PartitionBatch batch) throws Away {
    return switch (stage) {
      case CHECK_TOPIC -> topic.askedFromNowOn().thenAccept(id -> mustBe(batch.checkpoint(), id));
      case STORE_PAGES -> {
        store.storePages(List.of(batch.slice()));
        yield DONE;
      }
      case STORE_HEADS -> {
        store.storeHeads(List.of(batch.slice()));
        yield DONE;
      }
      case PUBLISH_UPDATES -> {
        announcer.announce(batch.encoded());
        yield DONE;
      }
      case APPEND_RESULTS ->
          batch.slice().skipped().isEmpty()
              ? results.append(batch.encoded())
              : CompletableFuture.allOf(
                  results.append(batch.encoded()),
                  results.appendUnreadable(batch.slice().skipped()));
      case APPEND_CASCADES -> cascades.append(batch.cascades());
    };
  }

  /// A topic that was deleted and made anew gives its own records at the old offsets, and nothing
  /// in them tells.
  private static void mustBe(SavedPlace read, String now) {
    if (!read.topicId().equals(now)) {
      throw new Disagreement(
          "the commands topic was made anew: partition %d was read from %s, and it is %s now"
              .formatted(read.partition(), read.topicId(), now));
    }
  }
}
