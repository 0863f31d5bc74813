/// The log of commands, as one member of the group of workers reads it. Owns the Kafka consumer and
/// the group's rebalances; knows nothing about rooms, decides nothing, and never moves a place by
/// itself.
@NullMarked
package dev.gavel.bids.log;

import org.jspecify.annotations.NullMarked;
