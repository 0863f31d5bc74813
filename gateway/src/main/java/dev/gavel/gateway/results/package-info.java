/// What the workers decided, on its way to this gateway: Redis while it is there, the results topic
/// while it is not, and whatever still knows what was missed.
///
/// Owns subscriptions and refills. Redis may forget, double or reorder anything: every update
/// carries its room's sequence, and the hub looks at nothing else.
@NullMarked
package dev.gavel.gateway.results;

import org.jspecify.annotations.NullMarked;
