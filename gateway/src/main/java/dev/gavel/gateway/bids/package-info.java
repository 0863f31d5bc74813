/// Wishes on their way to the log, and the answers on their way back.
///
/// Owns the producer and what is waited for. Decides nothing about a bid: accepted and refused come
/// from the log alone. What cannot be decided in time is not taken, by delay alone.
@NullMarked
package dev.gavel.gateway.bids;

import org.jspecify.annotations.NullMarked;
