/// Tests of the rules: worked examples, laws over seeds, and what they cost.
@NullMarked
package dev.gavel.bids.room;

import org.jspecify.annotations.NullMarked;
