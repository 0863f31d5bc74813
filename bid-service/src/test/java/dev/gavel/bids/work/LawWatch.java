package dev.gavel.bids.work;

import dev.gavel.bids.close.CascadeLog;
import dev.gavel.bids.home.Decided;
import dev.gavel.bids.home.Line;
import dev.gavel.bids.home.SavedPlace;
import dev.gavel.bids.home.Slice;
import dev.gavel.bids.log.Away;
import dev.gavel.bids.log.LoggedRecord;
import dev.gavel.bids.log.MemoryTopic;
import dev.gavel.bids.results.Announcer;
import dev.gavel.bids.results.EncodedDecision;
import dev.gavel.bids.results.ResultLog;
import dev.gavel.bids.store.ProjectionStore;
import dev.gavel.model.Place;
import dev.gavel.model.RoomCommand;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/// Looks at every write of all workers, and fails at once when it comes before what it needs: a
/// head before its pages, a message before its head, a checkpoint before its results.
final class LawWatch {
  private final MemoryTopic topic;
  private final Set<Place> pages = new HashSet<>();
  private final Set<Place> heads = new HashSet<>();
  private final Set<Place> told = new HashSet<>();
  private final Map<Place, RoomCommand> follows = new HashMap<>();
  private final Set<String> cascades = new HashSet<>();

  LawWatch(MemoryTopic topic) {
    this.topic = topic;
  }

  private static void must(boolean holds, String law, Object what) {
    if (!holds) {
      throw new AssertionError(law + ": " + what);
    }
  }

  private static List<Place> places(List<Slice> batch) {
    return batch.stream()
        .flatMap(slice -> slice.decided().stream())
        .map(one -> one.decision().place())
        .toList();
  }

  private void shown(List<Place> places) {
    places.forEach(place -> must(heads.contains(place), "shown before it is stored", place));
  }

  private void passed(SavedPlace checkpoint) {
    for (LoggedRecord record : topic.records(checkpoint.partition(), 0)) {
      if (record.offset() < checkpoint.next()) {
        must(told.contains(record.place()), "a checkpoint before its results", record.place());
        RoomCommand next = follows.get(record.place());
        must(
            next == null || cascades.contains(next.id()),
            "a checkpoint before its cascades",
            record.place());
      }
    }
  }

  ProjectionStore store(ProjectionStore store) {
    return new Watched(store);
  }

  private final class Watched extends ForwardingStore {
    Watched(ProjectionStore store) {
      super(store);
    }

    @Override
    public void storePages(List<Slice> batch) throws Away {
      super.storePages(batch);
      pages.addAll(places(batch));
      for (Slice slice : batch) {
        for (Decided one : slice.decided()) {
          one.follows().ifPresent(next -> follows.put(one.decision().place(), next));
        }
      }
    }

    @Override
    public void storeHeads(List<Slice> batch) throws Away {
      places(batch).forEach(place -> must(pages.contains(place), "a head before its pages", place));
      super.storeHeads(batch);
      heads.addAll(places(batch));
    }

    @Override
    public void storeCheckpoints(List<SavedPlace> checkpoints) throws Away {
      checkpoints.forEach(LawWatch.this::passed);
      super.storeCheckpoints(checkpoints);
    }
  }

  /// @param away whether Kafka is away before or after an append
  ResultLog results(ResultLog log, Supplier<Optional<Away>> away) {
    return new ResultLog() {
      @Override
      public CompletableFuture<Void> append(List<EncodedDecision> decided) {
        List<Place> places = decided.stream().map(one -> one.decided().decision().place()).toList();
        shown(places);
        Optional<Away> before = away.get();
        if (before.isPresent()) {
          return CompletableFuture.failedFuture(before.get());
        }
        return log.append(decided).thenCompose(_ -> kept(places, away.get()));
      }

      @Override
      public CompletableFuture<Void> appendUnreadable(List<Line.Skipped> skipped) {
        skipped.forEach(one -> told.add(one.record().place()));
        return log.appendUnreadable(skipped);
      }

      @Override
      public void close() {
        log.close();
      }
    };
  }

  private CompletableFuture<Void> kept(List<Place> places, Optional<Away> away) {
    if (away.isPresent()) {
      return CompletableFuture.failedFuture(away.get());
    }
    told.addAll(places);
    return CompletableFuture.completedFuture(null);
  }

  CascadeLog cascades(CascadeLog log) {
    return new CascadeLog() {
      @Override
      public CompletableFuture<Void> append(List<RoomCommand> commands) {
        return log.append(commands)
            .thenRun(() -> commands.forEach(command -> cascades.add(command.id())));
      }

      @Override
      public void close() {
        log.close();
      }
    };
  }

  Announcer announcer(Announcer announcer) {
    return new Announcer() {
      @Override
      public void announce(List<EncodedDecision> batch) {
        shown(batch.stream().map(one -> one.decided().decision().place()).toList());
        announcer.announce(batch);
      }

      @Override
      public boolean connected() {
        return announcer.connected();
      }

      @Override
      public void close() {
        announcer.close();
      }
    };
  }
}
