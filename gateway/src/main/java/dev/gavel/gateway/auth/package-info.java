/// Who is there: tokens, cookies, origins, sessions.
///
/// Owns the verdict on every handshake and request. Identity comes from a verified token alone,
/// never from a payload or a session. Knows no room.
@NullMarked
package dev.gavel.gateway.auth;

import org.jspecify.annotations.NullMarked;
