/// What a partition's home does, measured.
@NullMarked
package dev.gavel.bids.home;

import org.jspecify.annotations.NullMarked;
