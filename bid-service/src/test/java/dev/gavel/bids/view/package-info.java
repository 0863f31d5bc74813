@NullMarked
package dev.gavel.bids.view;

import org.jspecify.annotations.NullMarked;
