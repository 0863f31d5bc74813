/// The plain protocol: one JSON text frame a message, over one WebSocket (gateway README, "Plain
/// protocol").
///
/// Owns its frames, its close codes and its connections, and makes each of these a
/// [dev.gavel.gateway.peer.Peer]. Decides nothing about who may do what.
@NullMarked
package dev.gavel.gateway.plain;

import org.jspecify.annotations.NullMarked;
