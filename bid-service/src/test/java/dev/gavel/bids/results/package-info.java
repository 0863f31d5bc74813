@NullMarked
package dev.gavel.bids.results;

import org.jspecify.annotations.NullMarked;
