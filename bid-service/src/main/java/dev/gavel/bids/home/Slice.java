package dev.gavel.bids.home;

import java.util.List;

/// What a batch led to in one partition.
///
/// @param place how far the partition is stored once everything here is
/// @param rooms what is to be stored of the rooms that commands of the batch named
public record Slice(
    SavedPlace place, List<Decided> decided, List<Line.Skipped> skipped, List<RoomCommit> rooms) {

  public Slice {
    decided = List.copyOf(decided);
    skipped = List.copyOf(skipped);
    rooms = List.copyOf(rooms);
  }

  /// The same, with `others` in place of what was decided.
  public Slice with(List<Decided> others) {
    return new Slice(place, others, skipped, rooms);
  }
}
