/// Socket.IO protocol 5 over Engine.IO sessions: namespaces, events, acknowledgements, binary
/// arguments.
///
/// Owns the packets and makes each joined namespace a [dev.gavel.gateway.peer.Peer]. Decides
/// nothing about who may do what.
@NullMarked
package dev.gavel.gateway.socketio;

import org.jspecify.annotations.NullMarked;
