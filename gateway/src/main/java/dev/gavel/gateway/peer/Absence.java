package dev.gavel.gateway.peer;

import java.util.List;

/// What a peer had seen when its connection broke, so that it can go on from there.
public record Absence(List<Seat> seats) {
  /// Most updates that one peer is told again, over all of its rooms: as many as fit into its
  /// mailbox beside what is new. Who missed more begins anew.
  public static final int MAX_REPLAYED = 256;

  public Absence {
    seats = List.copyOf(seats);
  }

  /// A room that it sat in.
  ///
  /// @param after the last update that it has seen
  /// @param isShown false when the snapshot that it was sent has not arrived: it needs another
  public record Seat(String room, long after, boolean isShown) {}
}
