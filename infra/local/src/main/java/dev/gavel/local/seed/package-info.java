/// Demo data: people, items with pictures, rooms, and a few bids so that something moves. Rooms and
/// bids go through the log like anybody's; only people and items are written to MongoDB directly.
@NullMarked
package dev.gavel.local.seed;

import org.jspecify.annotations.NullMarked;
