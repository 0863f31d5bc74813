/// WebSockets by RFC 6455 over Helidon's sockets.
///
/// Owns the upgrade, frames, message assembly, the outgoing mailbox of a connection, and every
/// touch of Helidon's inner types. Knows no protocol above WebSocket messages, no room and no user.
@NullMarked
package dev.gavel.gateway.websocket;

import org.jspecify.annotations.NullMarked;
