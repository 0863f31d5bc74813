/// Tests of the proof: every fault that is planted is found.
@NullMarked
package dev.gavel.bids.verify;

import org.jspecify.annotations.NullMarked;
