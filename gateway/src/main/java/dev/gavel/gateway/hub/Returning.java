package dev.gavel.gateway.hub;

import dev.gavel.gateway.peer.Absence;
import dev.gavel.gateway.store.ViewAway;
import dev.gavel.gateway.words.Complaint;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// Seats whoever comes back after its connection broke where it sat, and tells it what it missed.
/// Everything is queued before it is let in, so what is new comes behind what was missed.
final class Returning {
  private final Seating seating;
  private final FloorMeters meters;
  private final int maxRooms;

  /// What is known of a visit's way back.
  ///
  /// @param whole everything that was missed is here
  record Way(Absence absence, boolean whole) {}

  Returning(Seating seating, FloorMeters meters, int maxRoomsPerSocket) {
    this.seating = seating;
    this.meters = meters;
    this.maxRooms = maxRoomsPerSocket;
  }

  /// Whether it comes back, and can go on. Nobody is seated yet.
  ///
  /// @throws ViewAway when a room cannot be opened now: it should come back once more
  Optional<Way> way(Visit visit) throws ViewAway {
    Optional<Absence> absence = visit.peer().absence();
    if (absence.isEmpty()) {
      return Optional.empty();
    }
    boolean whole = isWhole(absence.get());
    meters.joined(whole ? "recovered" : "snapshot");
    return Optional.of(new Way(absence.get(), whole));
  }

  private boolean isWhole(Absence absence) throws ViewAway {
    int all = 0;
    for (Absence.Seat seat : absence.seats()) {
      OptionalInt missed = seating.missed(seat.room(), seat.after());
      all += missed.orElse(Absence.MAX_REPLAYED + 1);
      if (all > Absence.MAX_REPLAYED) {
        return false;
      }
    }
    return absence.seats().size() <= maxRooms;
  }

  /// Seats it. Who cannot go on is somebody new, and is shown its rooms.
  void seat(Visit visit, Way way) {
    if (!way.whole()) {
      visit.peer().beginAnew();
    }
    way.absence().seats().stream().limit(maxRooms).forEach(seat -> seat(visit, seat, way.whole()));
  }

  private void seat(Visit visit, Absence.Seat seat, boolean whole) {
    OptionalLong after =
        whole && seat.isShown() ? OptionalLong.of(seat.after()) : OptionalLong.empty();
    switch (seating.goOn(seat.room(), visit.peer(), visit.user(), after)) {
      case SEATED -> visit.sat(seat.room());
      case NO_ROOM -> visit.peer().emit("error", List.of(Complaint.ROOM_UNKNOWN.json()));
      case AWAY -> visit.peer().emit("error", List.of(Complaint.UNAVAILABLE.json()));
    }
  }
}
