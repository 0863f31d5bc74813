/// Load on a running system, from loopback only: opens seats over real sockets, bids at a pace, and
/// checks what every viewer is told. Owns its sockets and its own measure of them; shares no code
/// with the gateways' sockets, so that one mistake cannot hide on both sides.
@NullMarked
package dev.gavel.local.load;

import org.jspecify.annotations.NullMarked;
