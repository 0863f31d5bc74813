package dev.gavel.gateway.hub;

import dev.gavel.gateway.people.People;
import dev.gavel.gateway.results.Refill;
import dev.gavel.gateway.results.TalkStore;
import dev.gavel.gateway.view.Auctions;
import dev.gavel.gateway.words.ViewerJson;
import java.util.function.LongSupplier;

/// What rooms are made from.
///
/// @param clock the server's time, epoch milliseconds
/// @param pause between two broadcasts of a room
record RoomSources(
    Auctions auctions,
    Refill refill,
    People people,
    ViewerJson words,
    TalkStore talk,
    FloorMeters meters,
    LongSupplier clock,
    RoomScheduler scheduler,
    BroadcastPause pause) {}
