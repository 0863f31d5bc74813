package dev.gavel.bids.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gavel.bids.home.SavedPlace;
import dev.gavel.bids.store.MemoryProjectionStore;
import dev.gavel.model.Names;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RebuildTest {
  private final MemoryProjectionStore store = new MemoryProjectionStore();

  @Test
  void whatIsMadeAnewIsWhatWasStored() throws Exception {
    MemoryEvidence held =
        MemoryEvidence.of(List.of(Sale.log("r1", 0, 10_000), Sale.longLog("long", 2_345)));
    rebuild(held);
    held.documents.forEach((collection, documents) ->
        assertThat(store.stored(collection)).as(collection).isEqualTo(documents));
    assertThat(store.stored(Names.CHECKPOINTS)).containsOnlyKeys(Names.LAYOUT);
    LiveProof proof = new LiveProof(Optional.empty(), progress());
    assertThat(proof.check(held, held)).isEmpty();
  }

  @Test
  void whatWasNeverPublishedIsLeftToTheWorkers() throws Exception {
    MemoryEvidence held = MemoryEvidence.of(List.of(Sale.log("r1", 0, 0)));
    held.results.subList(4, held.results.size()).clear();
    rebuild(held);
    assertThat(store.rooms().get("r1")).containsEntry("decisions", 4L);
  }

  @Test
  void aWorkerBeginsWhereEverythingWasPublishedForSure() throws Exception {
    MemoryEvidence held =
        MemoryEvidence.of(
            List.of(Sale.longLog("long", 1_200), Sale.log("late", 0, 2 * Rebuild.AGAIN)));
    rebuild(held);
    assertThat(store.place(MemoryEvidence.TOPIC_ID, 0))
        .contains(new SavedPlace(MemoryEvidence.TOPIC_ID, 0, 1_000, 0));
    assertThat(store.rooms()).containsOnlyKeys("long", "late");
  }

  private void rebuild(MemoryEvidence held) throws Exception {
    new Rebuild(held, store, progress()).run();
  }

  private static Progress progress() {
    return new Progress(new PrintWriter(Writer.nullWriter()));
  }
}
