/// REST under `/api`: who I am, items, rooms, sales, exports. What it is, word by word, stands in
/// `openapi.json`.
///
/// Owns the collections `users` (with their passwords), `items`, `sales` and `registrations`; reads
/// what the workers wrote. Changes a room only by a command to the log, and decides nothing about
/// bidding.
@NullMarked
package dev.gavel.gateway.api;

import org.jspecify.annotations.NullMarked;
