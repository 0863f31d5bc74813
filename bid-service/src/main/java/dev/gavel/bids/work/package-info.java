/// The worker: moves records from the log through their homes into the view and out to the viewers,
/// in this order and never past a server that is away. Owns the two threads, the pipeline between
/// them, the partitions' comings and goings, and what the worker says about itself. Knows no rule
/// of an auction.
@NullMarked
package dev.gavel.bids.work;

import org.jspecify.annotations.NullMarked;
