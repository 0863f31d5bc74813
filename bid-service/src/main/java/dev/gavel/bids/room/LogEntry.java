package dev.gavel.bids.room;

import dev.gavel.model.Place;
import dev.gavel.model.RoomCommand;

/// A line of the log: a command, where it stands, and when the broker appended it (the only clock).
///
/// @param bytes the command as logged: what the receipt covers
// Nobody compares or changes the bytes; a copy a command would cost more than it guards.
@SuppressWarnings("ArrayRecordComponent")
public record LogEntry(Place place, long appendedAtMs, byte[] bytes, RoomCommand command) {}
