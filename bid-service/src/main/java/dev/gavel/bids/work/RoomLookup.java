package dev.gavel.bids.work;

import dev.gavel.bids.home.Home;
import dev.gavel.bids.home.Line;
import dev.gavel.bids.home.SavedRoom;
import dev.gavel.bids.home.Waking;
import dev.gavel.bids.log.Away;
import dev.gavel.bids.log.CommandLog;
import dev.gavel.bids.store.ProjectionStore;
import dev.gavel.model.CommandCodec;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What must be read before a part of a partition can be decided: rooms that are stored, first
/// answers, and the log again for rooms that sleep. The home is its own until it ends, so that one
/// partition's reading holds no other's deciding. One thread uses it.
final class RoomLookup {
  private static final Logger LOG = LoggerFactory.getLogger(RoomLookup.class);

  /// Most offsets that are scanned before it is asked whether the partition is still ours.
  static final long SCAN_RECORDS = 100_000;

  private final CommandLog log;
  private final ProjectionStore store;
  private final AssignedPartition partition;
  private final List<Line> part;
  private final CommandCodec codec = new CommandCodec();

  RoomLookup(CommandLog log, ProjectionStore store, AssignedPartition partition, List<Line> part) {
    this.log = log;
    this.store = store;
    this.partition = partition;
    this.part = List.copyOf(part);
  }

  /// Whether all that the part names is in memory, so that nothing need be read.
  static boolean needless(Home home, List<Line> part) {
    return home.unknown(part).isEmpty() && home.late(part, Map.of()).isEmpty();
  }

  /// Reads. Does nothing more once the partition has left.
  ///
  /// @throws Away when a server does not answer; call again
  /// @throws dev.gavel.bids.home.Disagreement when projection and log cannot belong together
  void run() throws Away {
    Home home = partition.home();
    Map<String, SavedRoom> saved = store.rooms(home.unknown(part));
    OptionalLong from = home.admit(part, saved, store.recall(home.late(part, saved)));
    if (from.isPresent()) {
      wake(home, from.getAsLong(), part.getFirst().offset());
    }
  }

  private void wake(Home home, long from, long until) throws Away {
    Waking waking = home.waking();
    try {
      for (long at = from; at < until && !home.left(); at += SCAN_RECORDS) {
        log.scan(
            partition.number(),
            at,
            Math.min(until, at + SCAN_RECORDS),
            record -> {
              if (waking.wakes(record.key())) {
                waking.refold(Line.of(record, codec));
              }
            });
      }
    } catch (Away away) {
      home.notWoken();
      throw away;
    }
    LOG.debug("partition {}: {} rooms woken", partition.number(), home.woken());
  }
}
