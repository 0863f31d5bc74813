/// How long a connection may stay who it is: ends at the token's end, and at logout on every
/// gateway.
///
/// Owns the session's key in Redis, the logouts that gateways tell one another, and the tokens that
/// these take back, and the channels in which gateways tell one another something for a user. A
/// session only says which tabs belong together; nothing is ever granted by it.
@NullMarked
package dev.gavel.gateway.sessions;

import org.jspecify.annotations.NullMarked;
