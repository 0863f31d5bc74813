/// Gateways together, over real ports and a real Redis: sessions, presence and the plain protocol
/// without any auction.
@NullMarked
package dev.gavel.gateway.together;

import org.jspecify.annotations.NullMarked;
