package dev.gavel.bids.room;

import dev.gavel.model.Place;
import dev.gavel.model.RoomCommand;

/// A line of the log: a command, where it stands, and when the broker appended it (the only clock).
///
/// @param bytes the command as logged: what the receipt covers
public record LogEntry(Place place, long appendedAtMs, byte[] bytes, RoomCommand command) {}
