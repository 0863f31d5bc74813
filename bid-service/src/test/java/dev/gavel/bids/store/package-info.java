@NullMarked
package dev.gavel.bids.store;

import org.jspecify.annotations.NullMarked;
