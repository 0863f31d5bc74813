@NullMarked
package dev.gavel.bids;

import org.jspecify.annotations.NullMarked;
