/// What is told of decisions once they are stored: every one on the results topic, every update to
/// the viewers' gateways through Redis, every unreadable record on a topic of its own. Decides
/// nothing and stores nothing; Redis may forget anything.
@NullMarked
package dev.gavel.bids.results;

import org.jspecify.annotations.NullMarked;
