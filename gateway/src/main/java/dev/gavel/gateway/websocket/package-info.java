/// The listening socket: HTTP/1.1 by Helidon on a virtual thread a connection, and WebSockets by
/// RFC 6455 without one.
///
/// Owns accepting, deadlines, the upgrade, frames, message assembly, a connection's mailbox, and
/// every touch of Helidon's inner types. An accepted connection is served by Helidon's HTTP until
/// it is upgraded; then a [Reactor] reads and writes its channel, by an [Outlet] that may give what
/// is due on many sockets to the kernel at once, and short-lived virtual threads handle what came.
/// Knows no protocol above WebSocket messages, no room and no user.
@NullMarked
package dev.gavel.gateway.websocket;

import org.jspecify.annotations.NullMarked;
