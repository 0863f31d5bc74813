package dev.gavel.bids.work;

import dev.gavel.bids.home.Recall;
import dev.gavel.bids.home.SavedPlace;
import dev.gavel.bids.home.SavedRoom;
import dev.gavel.bids.home.Slice;
import dev.gavel.bids.log.Away;
import dev.gavel.bids.store.ProjectionStore;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Another store, for tests that change one of its calls.
class ForwardingStore implements ProjectionStore {
  private final ProjectionStore store;

  ForwardingStore(ProjectionStore store) {
    this.store = store;
  }

  @Override
  public Optional<SavedPlace> place(String topicId, int partition) throws Away {
    return store.place(topicId, partition);
  }

  @Override
  public Optional<String> claim(String topicId, int partitions) throws Away {
    return store.claim(topicId, partitions);
  }

  @Override
  public Map<String, SavedRoom> rooms(Collection<String> rooms) throws Away {
    return store.rooms(rooms);
  }

  @Override
  public Map<String, Recall> recall(Map<String, Set<Recall.Key>> commands) throws Away {
    return store.recall(commands);
  }

  @Override
  public void storePages(List<Slice> batch) throws Away {
    store.storePages(batch);
  }

  @Override
  public void storeHeads(List<Slice> batch) throws Away {
    store.storeHeads(batch);
  }

  @Override
  public void storeCheckpoints(List<SavedPlace> checkpoints) throws Away {
    store.storeCheckpoints(checkpoints);
  }

  @Override
  public void close() {
    store.close();
  }
}
