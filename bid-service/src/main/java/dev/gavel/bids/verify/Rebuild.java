package dev.gavel.bids.verify;

import dev.gavel.bids.home.Home;
import dev.gavel.bids.home.Line;
import dev.gavel.bids.home.SavedPlace;
import dev.gavel.bids.home.Slice;
import dev.gavel.bids.log.Away;
import dev.gavel.bids.log.LoggedRecord;
import dev.gavel.bids.store.ProjectionStore;
import dev.gavel.model.CommandCodec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes a projection anew from the log, as far as the results topic says that it was decided and
/// published. All rooms of a partition stay in memory until it is done.
final class Rebuild {
  /// Records that are decided and stored together.
  private static final int BATCH = 1_000;

  /// The newest decisions, which a worker decides and publishes again: it is unknown whether
  /// everything of them was published. More than are under way at once.
  static final long AGAIN = 50_000;

  private final CommandCodec codec = new CommandCodec();
  private final LogEvidence log;
  private final ProjectionStore store;
  private final Progress progress;

  Rebuild(LogEvidence log, ProjectionStore store, Progress progress) {
    this.log = log;
    this.store = store;
    this.progress = progress;
  }

  /// Fills an empty store.
  void run() throws IOException {
    try {
      Optional<String> refused = store.claim(log.topicId(), log.partitions());
      if (refused.isPresent()) {
        throw new UnreadableEvidence(refused.get());
      }
      for (int partition = 0; partition < log.partitions(); partition++) {
        partition(partition, decidedUpTo(partition));
      }
    } catch (Away away) {
      throw new UnreadableEvidence("writing the projection", away);
    }
  }

  /// The first offset of which there is no result.
  private long decidedUpTo(int partition) throws IOException {
    try (LogEvidence.Records results = log.results(partition)) {
      ResultTape tape = new ResultTape(results, _ -> false);
      tape.peek();
      return tape.furthest() + 1;
    }
  }

  private void partition(int partition, long end) throws IOException, Away {
    Home home = new Home(SavedPlace.first(log.topicId(), partition), Integer.MAX_VALUE);
    try (LogEvidence.Records commands = log.commands(partition)) {
      for (List<Line> lines = next(commands, end); !lines.isEmpty(); lines = next(commands, end)) {
        home.unknown(lines);
        home.admit(lines, Map.of(), Map.of());
        Optional<Slice> slice = home.take(lines, 0);
        if (home.halted().isPresent()) {
          throw new UnreadableEvidence(home.halted().get());
        }
        if (slice.isPresent()) {
          store(slice.get(), end - AGAIN);
        }
        lines.forEach(_ -> progress.step("partition " + partition));
      }
    }
  }

  private void store(Slice slice, long published) throws Away {
    store.storePages(List.of(slice));
    store.storeHeads(List.of(slice));
    if (slice.place().next() <= published) {
      store.storeCheckpoints(List.of(slice.place()));
    }
  }

  private List<Line> next(LogEvidence.Records commands, long end) throws IOException {
    List<Line> lines = new ArrayList<>();
    while (lines.size() < BATCH) {
      Optional<LoggedRecord> record = commands.next();
      if (record.isEmpty() || record.get().offset() >= end) {
        break;
      }
      lines.add(Line.of(record.get(), codec));
    }
    return lines;
  }
}
