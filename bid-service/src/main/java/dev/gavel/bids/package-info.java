/// The bid worker: reads commands from the log, has the rules decide them, stores and publishes the
/// decisions (README). This package owns the settings and puts the parts together; it decides
/// nothing and does no I/O of its own.
@NullMarked
package dev.gavel.bids;

import org.jspecify.annotations.NullMarked;
