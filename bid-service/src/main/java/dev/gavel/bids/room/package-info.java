/// The rules of a room: what the log says, nothing else. Pure: reads no clock, no randomness, does
/// no I/O and has no thread; everything comes in with the [LogEntry].
///
/// Read in this order, which is that of the rules in the README:
///
/// - [LiveRoom] folds a room's log: each entry is decided, applied and sealed with a receipt.
/// - [Room] is the state and `apply`; [Change] is all that can happen to it.
/// - [Hours]: time, the end, outages, soft close. [Lead]: the price. [Ledger]: the accepted bids.
///   [People]: who may bid.
/// - [Rules] sends a command to [BidRules], [StaffRules] or [PeopleRules]; each answers with a
///   [Ruling].
/// - [KnownCommands] is the memory that makes at-least-once delivery enough; [ClosedRoom] gives the
///   same answers again when only they are left.
@NullMarked
package dev.gavel.bids.room;

import org.jspecify.annotations.NullMarked;
