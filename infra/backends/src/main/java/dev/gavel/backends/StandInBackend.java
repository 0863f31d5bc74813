package dev.gavel.backends;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import java.util.concurrent.atomic.LongAdder;
import org.h2.mvstore.MVStore;

/// The stand-in's databases in one store, in memory or in a file. Unlike the library's own backends
/// it finds an `_id` by its index beside other conditions, never changes a document that a reader
/// or the file's writer may hold, and keeps documents as BSON.
final class StandInBackend extends H2Backend {
  private final LongAdder examined;

  private StandInBackend(MVStore store, LongAdder examined) {
    // Before the library's constructor, which opens the databases that the store has.
    this.examined = examined;
    super(store);
  }

  static StandInBackend on(MVStore store) {
    return new StandInBackend(store, new LongAdder());
  }

  @Override
  protected MongoDatabase openOrCreateDatabase(String name) {
    return new StandInDatabase(name, getMvStore(), getCursorRegistry(), examined);
  }

  /// How many documents were compared with a filter since the start.
  long examined() {
    return examined.sum();
  }
}
