/// Makes time visible: appends ticks to the log, so that rooms open, close and notice outages
/// although nobody bids. Decides nothing and changes no room: a tick is a record like any other,
/// and the rules judge it.
@NullMarked
package dev.gavel.bids.close;

import org.jspecify.annotations.NullMarked;
