/// The whole system on one machine: backends, workers and gateways in this JVM, with demo data.
/// Owns the command line, the data folder and the order of starting and stopping; decides nothing
/// about bids, and is never part of a production deployment.
@NullMarked
package dev.gavel.local;

import org.jspecify.annotations.NullMarked;
