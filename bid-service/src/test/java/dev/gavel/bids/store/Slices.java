package dev.gavel.bids.store;

import dev.gavel.bids.home.Decided;
import dev.gavel.bids.home.RoomState;
import dev.gavel.bids.home.SavedPlace;
import dev.gavel.bids.home.Slice;
import java.util.List;

/// Batches of one partition that hold only what a test stores.
public final class Slices {
  private static final SavedPlace PLACE = SavedPlace.first("topic", 0);

  private Slices() {}

  public static List<Slice> decided(List<Decided> decided) {
    return List.of(new Slice(PLACE, decided, List.of(), List.of()));
  }

  public static List<Slice> rooms(List<RoomState> rooms) {
    return List.of(new Slice(PLACE, List.of(), List.of(), rooms));
  }
}
