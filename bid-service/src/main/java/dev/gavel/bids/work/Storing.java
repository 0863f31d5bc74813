package dev.gavel.bids.work;

import dev.gavel.bids.close.CascadeLog;
import dev.gavel.bids.log.Away;
import dev.gavel.bids.results.Announcer;
import dev.gavel.bids.results.ResultLog;
import dev.gavel.bids.view.View;

/// Carries out the steps of a batch. Has no thread and does not repeat by itself.
record Storing(View view, ResultLog results, CascadeLog cascade, Announcer announcer) {

  void carryOut(Step step, Batch batch) throws Away {
    switch (step) {
      case STORE_DECISIONS -> view.storeDecisions(batch.decided());
      case STORE_ROOMS -> view.storeRooms(batch.rooms());
      case APPEND_RESULTS -> {
        results.append(batch.decided());
        results.appendUnreadable(batch.skipped());
      }
      case APPEND_CASCADE -> cascade.append(batch.follows());
      case ANNOUNCE -> announcer.announce(batch.decided());
      case STORE_PLACES -> view.storePlaces(batch.places());
    }
  }
}
