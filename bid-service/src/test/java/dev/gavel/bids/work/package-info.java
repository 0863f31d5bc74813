@NullMarked
package dev.gavel.bids.work;

import org.jspecify.annotations.NullMarked;
