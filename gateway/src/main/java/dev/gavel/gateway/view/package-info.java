/// What the workers have stored, read for people: rooms, bids, items, users.
///
/// Owns the reading of MongoDB's documents. Writes no room and decides nothing; what it reads may
/// be behind the log and says so by its sequence.
@NullMarked
package dev.gavel.gateway.view;

import org.jspecify.annotations.NullMarked;
