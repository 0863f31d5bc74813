package dev.gavel.bids.work;

import dev.gavel.bids.home.Recall;
import dev.gavel.bids.home.SavedPlace;
import dev.gavel.bids.home.SavedRoom;
import dev.gavel.bids.home.Slice;
import dev.gavel.bids.log.Away;
import dev.gavel.bids.store.ProjectionStore;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/// A view that is away now and then: before it has done anything, or after, when nobody knows.
record FlakyView(ProjectionStore view, Random random) implements ProjectionStore {
  private static final int BEFORE = 8;
  private static final int AFTER = 12;

  private interface Call<T> {
    T call() throws Away;
  }

  private interface Write {
    void write() throws Away;
  }

  private <T> T flaky(Call<T> call) throws Away {
    fail(BEFORE);
    T result = call.call();
    fail(AFTER);
    return result;
  }

  private void flakyWrite(Write write) throws Away {
    fail(BEFORE);
    write.write();
    fail(AFTER);
  }

  private void fail(int one) throws Away {
    if (random.nextInt(one) == 0) {
      throw new Away(Away.Server.MONGO, "testing", new IOException("cut"));
    }
  }

  @Override
  public Optional<SavedPlace> place(String topicId, int partition) throws Away {
    return flaky(() -> view.place(topicId, partition));
  }

  @Override
  public Optional<String> claim(String topicId, int partitions) throws Away {
    return flaky(() -> view.claim(topicId, partitions));
  }

  @Override
  public Map<String, SavedRoom> rooms(Collection<String> rooms) throws Away {
    return flaky(() -> view.rooms(rooms));
  }

  @Override
  public Map<String, Recall> recall(Map<String, Set<Recall.Key>> commands) throws Away {
    return flaky(() -> view.recall(commands));
  }

  @Override
  public void storePages(List<Slice> batch) throws Away {
    flakyWrite(() -> view.storePages(batch));
  }

  @Override
  public void storeHeads(List<Slice> batch) throws Away {
    flakyWrite(() -> view.storeHeads(batch));
  }

  @Override
  public void storeCheckpoints(List<SavedPlace> places) throws Away {
    flakyWrite(() -> view.storeCheckpoints(places));
  }

  @Override
  public void close() {
    view.close();
  }
}
