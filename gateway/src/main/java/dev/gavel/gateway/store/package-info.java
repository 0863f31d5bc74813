/// What the workers have stored, read for people: rooms, their updates, decisions and bidders, and
/// items.
///
/// Owns the reading of MongoDB's documents, and how long a call may take. What is on a join's path
/// is read by `_id` alone. Writes no room and decides nothing; what it reads may be behind the log
/// and says so by its sequence. Imports shared-model and the MongoDB driver alone.
@NullMarked
package dev.gavel.gateway.store;

import org.jspecify.annotations.NullMarked;
