package dev.gavel.bids.work;

import dev.gavel.bids.close.CascadeLog;
import dev.gavel.bids.home.Disagreement;
import dev.gavel.bids.home.SavedPlace;
import dev.gavel.bids.log.Away;
import dev.gavel.bids.results.Announcer;
import dev.gavel.bids.results.ResultLog;
import dev.gavel.bids.store.ProjectionStore;
import java.util.List;

/// Carries out the steps of a batch. Has no thread and does not repeat by itself.
record Storing(
    ProjectionStore view,
    ResultLog results,
    CascadeLog cascade,
    Announcer announcer,
    LogIdentity log) {

  /// Which log it is now.
  interface LogIdentity {
    String topicId() throws Away;
  }

  void carryOut(Step step, Batch batch) throws Away {
    switch (step) {
      case CHECK_LOG -> checkLog(batch.places());
      case STORE_DECISIONS -> view.storePages(batch.slices());
      case STORE_ROOMS -> view.storeHeads(batch.slices());
      case APPEND_RESULTS -> {
        results.append(batch.decided());
        results.appendUnreadable(batch.skipped());
      }
      case APPEND_CASCADE -> cascade.append(batch.follows());
      case ANNOUNCE -> announcer.announce(batch.decided());
      case STORE_PLACES -> view.storeCheckpoints(batch.places());
    }
  }

  /// A topic that was deleted and made anew gives its own records at the old offsets, and nothing
  /// in them tells.
  private void checkLog(List<SavedPlace> places) throws Away {
    String now = log.topicId();
    for (SavedPlace place : places) {
      if (!place.topicId().equals(now)) {
        throw new Disagreement(
            "the commands topic was made anew: partition %d was read from %s, and it is %s now"
                .formatted(place.partition(), place.topicId(), now));
      }
    }
  }
}
