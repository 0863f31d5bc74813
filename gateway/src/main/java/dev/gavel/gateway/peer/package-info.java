/// What a connected client is to the rest of the gateway, whichever protocol it speaks.
///
/// Owns the words between the protocols below (`websocket`, `engineio`, `socketio`, `plain`) and
/// the auction above (`hub`, `bids`, `presence`). Knows neither Helidon's inner types nor any room
/// rule.
@NullMarked
package dev.gavel.gateway.peer;

import org.jspecify.annotations.NullMarked;
