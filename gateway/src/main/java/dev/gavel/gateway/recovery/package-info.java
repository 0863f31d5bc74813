/// What a Socket.IO client had when its connection broke, kept for a while so that it can go on at
/// any gateway (README: "Connection state recovery").
///
/// Owns the private ids, what is kept under them in Redis, and the offsets that clients bring back.
/// Decides nothing about who may come in or what is told again: the door and the hub do.
@NullMarked
package dev.gavel.gateway.recovery;

import org.jspecify.annotations.NullMarked;
