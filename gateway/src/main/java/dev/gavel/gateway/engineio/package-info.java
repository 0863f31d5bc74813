/// Engine.IO protocol 4: sessions that live on polling requests, on a WebSocket, or move from one
/// to the other.
///
/// Owns the handshake, heartbeats, the upgrade and the ends of a session. Knows no Socket.IO packet
/// and no event.
@NullMarked
package dev.gavel.gateway.engineio;

import org.jspecify.annotations.NullMarked;
