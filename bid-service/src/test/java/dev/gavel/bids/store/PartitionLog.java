package dev.gavel.bids.store;

import dev.gavel.bids.home.Home;
import dev.gavel.bids.home.Line;
import dev.gavel.bids.home.SavedPlace;
import dev.gavel.bids.home.Slice;
import dev.gavel.bids.log.Away;
import dev.gavel.bids.log.LoggedRecord;
import dev.gavel.model.CommandCodec;
import dev.gavel.model.RoomCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// A partition's log in memory, and workers without threads or servers that decide it.
public final class PartitionLog {
  public static final String TOPIC = "topic-1";
  private static final CommandCodec CODEC = new CommandCodec();
  private static final int ROOMS_ASLEEP = 1;

  private final int partition;
  private final List<LoggedRecord> records = new ArrayList<>();
  private long nowMs = 1_000;

  public PartitionLog(int partition) {
    this.partition = partition;
  }

  public void append(RoomCommand command) {
    nowMs++;
    records.add(
        new LoggedRecord(
            partition,
            records.size(),
            nowMs,
            command.room(),
            CODEC.write(command),
            Optional.empty()));
  }

  /// The broker's clock goes on.
  public void passMs(long ms) {
    nowMs += ms;
  }

  public int size() {
    return records.size();
  }

  public long nowMs() {
    return nowMs;
  }

  /// A worker that begins where the store says.
  public Worker worker(ProjectionStore store) throws Away {
    return new Worker(
        store, store.place(TOPIC, partition).orElse(SavedPlace.first(TOPIC, partition)));
  }

  /// Decides and knows what is stored.
  public final class Worker {
    private final ProjectionStore store;
    private final Home home;
    private int next;

    private Worker(ProjectionStore store, SavedPlace place) {
      this.store = store;
      this.home = new Home(place, ROOMS_ASLEEP);
      this.next = Math.toIntExact(place.oldestOpen());
    }

    /// Decides the next records of the log; empty when they were only folded.
    public List<Slice> decide(int most) throws Away {
      int end = Math.min(records.size(), next + most);
      List<Line> lines = lines(next, end);
      next = end;
      List<Slice> slices = new ArrayList<>();
      for (List<Line> part : home.parts(lines)) {
        var saved = store.rooms(home.unknown(part));
        OptionalLong from = home.admit(part, saved, store.recall(home.late(part, saved)));
        if (from.isPresent()) {
          lines(Math.toIntExact(from.getAsLong()), Math.toIntExact(part.getFirst().offset()))
              .forEach(home.waking()::refold);
          home.woken();
        }
        home.take(part, 0).ifPresent(slices::add);
      }
      if (home.halted().isPresent()) {
        throw new AssertionError(home.halted().get());
      }
      return slices;
    }

    private List<Line> lines(int from, int end) {
      return records.subList(from, end).stream().map(record -> Line.of(record, CODEC)).toList();
    }

    public boolean behind() {
      return next < records.size();
    }

    /// Stores slices in all their steps.
    public void store(List<Slice> slices) throws Away {
      if (!slices.isEmpty()) {
        store.storePages(slices);
        store.storeHeads(slices);
        checkpoint(slices);
      }
    }

    public void checkpoint(List<Slice> slices) throws Away {
      SavedPlace place = slices.getLast().place();
      store.storeCheckpoints(List.of(place));
      home.settled(place.next());
    }

    /// Decides and stores all that there is, so many records at a time.
    public Worker all(int most) throws Away {
      while (behind()) {
        store(decide(most));
      }
      return this;
    }
  }
}
