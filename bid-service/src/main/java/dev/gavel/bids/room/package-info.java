/// The rules of a room. Pure: no clock, no randomness, no I/O, no thread; everything comes in with
/// the log entry.
@NullMarked
package dev.gavel.bids.room;

import org.jspecify.annotations.NullMarked;
