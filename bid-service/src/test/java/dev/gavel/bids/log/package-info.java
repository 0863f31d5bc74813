@NullMarked
package dev.gavel.bids.log;

import org.jspecify.annotations.NullMarked;
