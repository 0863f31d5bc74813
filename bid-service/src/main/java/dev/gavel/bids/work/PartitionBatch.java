package dev.gavel.bids.work;

import dev.gavel.bids.home.Decided;
import dev.gavel.bids.home.SavedPlace;
import dev.gavel.bids.home.Slice;
import dev.gavel.bids.results.EncodedDecision;
import dev.gavel.model.RoomCommand;
import java.util.List;

/// What was decided of a partition at once and is committed at once. Passed from the deciding
/// thread to the committing one.
final class PartitionBatch {
  private final AssignedPartition partition;
  private final Slice slice;
  private List<EncodedDecision> encoded = List.of();

  PartitionBatch(AssignedPartition partition, Slice slice) {
    this.partition = partition;
    this.slice = slice;
  }

  AssignedPartition partition() {
    return partition;
  }

  Slice slice() {
    return slice;
  }

  List<Decided> decided() {
    return slice.decided();
  }

  /// The decisions with their JSON, written with the first call: on the committing thread alone.
  List<EncodedDecision> encoded() {
    if (encoded.isEmpty()) {
      encoded = EncodedDecision.all(slice.decided());
    }
    return encoded;
  }

  /// Commands for other rooms.
  List<RoomCommand> cascades() {
    return slice.decided().stream().flatMap(one -> one.follows().stream()).toList();
  }

  /// How far the partition is when all of it is committed.
  SavedPlace checkpoint() {
    return slice.place();
  }

  /// The same, with `others` in place of what was decided.
  PartitionBatch with(List<Decided> others) {
    return new PartitionBatch(partition, slice.with(others));
  }
}
