package dev.gavel.bids.work;

import dev.gavel.bids.home.Decided;
import dev.gavel.bids.home.Line;
import dev.gavel.bids.home.SavedPlace;
import dev.gavel.bids.home.Slice;
import dev.gavel.model.RoomCommand;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/// What one turn decided, over all partitions.
record Batch(List<Share> shares) {

  /// A partition's part of it. A partition may have several, in order.
  record Share(Seat seat, Slice slice) {}

  Batch {
    shares = List.copyOf(shares);
  }

  /// What is still to be stored from here.
  Batch live() {
    return new Batch(shares.stream().filter(share -> share.seat().stores()).toList());
  }

  boolean empty() {
    return shares.isEmpty();
  }

  boolean concerns(Collection<Seat> seats) {
    return shares.stream().anyMatch(share -> seats.contains(share.seat()));
  }

  List<Decided> decided() {
    return all(Slice::decided);
  }

  /// Commands for other rooms.
  List<RoomCommand> follows() {
    return decided().stream().flatMap(one -> one.follows().stream()).toList();
  }

  List<Slice> slices() {
    return shares.stream().map(Share::slice).toList();
  }

  List<Line.Skipped> skipped() {
    return all(Slice::skipped);
  }

  List<SavedPlace> places() {
    return shares.stream().map(share -> share.slice().place()).toList();
  }

  private <T> List<T> all(Function<Slice, List<T>> part) {
    return shares.stream().flatMap(share -> part.apply(share.slice()).stream()).toList();
  }
}
