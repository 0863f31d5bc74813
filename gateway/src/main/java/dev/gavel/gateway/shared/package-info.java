/// What the gateways tell one another through Redis.
///
/// Owns the connections to Redis that `presence`, `sessions` and `fleet` use, and the rule that
/// Redis may be away: then everything here answers "nothing" at once. Knows no room and no user.
@NullMarked
package dev.gavel.gateway.shared;

import org.jspecify.annotations.NullMarked;
