package dev.gavel.bids.work;

/// How a batch is carried out, in this order, each step acknowledged before the next: viewers never
/// see what could still be lost, and the place comes last, so that a crash between any two repeats
/// the batch. What follows for other rooms is in the log before that. Every step may be made again.
enum Step {
  /// That what was read is of the log which the view belongs to, and of no other under its name.
  CHECK_LOG,
  STORE_DECISIONS,
  STORE_ROOMS,
  APPEND_RESULTS,
  APPEND_CASCADE,
  ANNOUNCE,
  STORE_PLACES
}
