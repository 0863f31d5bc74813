package dev.gavel.gateway.hub;

import dev.gavel.gateway.people.People;
import dev.gavel.gateway.results.Refill;
import dev.gavel.gateway.results.TalkStore;
import dev.gavel.gateway.store.RoomStore;
import dev.gavel.gateway.words.ViewerJson;
import java.time.Duration;
import java.util.function.LongSupplier;

/// What rooms are made from.
///
/// @param store what a room is opened with
/// @param joining the same store, for joins of rooms that are open here: they go on without
/// @param shares own states for joins
/// @param clock the server's time, epoch milliseconds
/// @param pause between two broadcasts of a room
record RoomSources(
    RoomStore store,
    RoomStore joining,
    ShareReader shares,
    Refill refill,
    People people,
    ViewerJson words,
    TalkStore talk,
    FloorMeters meters,
    LongSupplier clock,
    RoomScheduler scheduler,
    BroadcastPause pause) {

  /// A join of a room that is open here waits at most so long for each of its reads. Fixed.
  static final Duration JOIN_LIMIT = Duration.ofMillis(250);
}
