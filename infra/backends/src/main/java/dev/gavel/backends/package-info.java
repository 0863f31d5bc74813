/// Real Kafka, real Redis and a server that speaks MongoDB's wire protocol, without an installer,
/// for tests and for the system on one machine. Owns their processes, ports and folders; knows
/// nothing about rooms or bids and is never part of a production deployment.
@NullMarked
package dev.gavel.backends;

import org.jspecify.annotations.NullMarked;
