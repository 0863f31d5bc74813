/// A partition of the log is its rooms' home: which of them are in memory, what a batch of records
/// led to, and what has to be stored of it. Does no I/O and has no thread: records, stored rooms
/// and the time come in as values; what must be stored comes out as values.
@NullMarked
package dev.gavel.bids.home;

import org.jspecify.annotations.NullMarked;
