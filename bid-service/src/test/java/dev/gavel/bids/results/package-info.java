/// Tests of what workers tell others.
@NullMarked
package dev.gavel.bids.results;

import org.jspecify.annotations.NullMarked;
