/// Who is in a room, over all gateways: once a person, however many tabs and gateways hold them.
///
/// Owns the seats in Redis and what is told of them. Decides nothing about who may come in, and
/// knows nobody's name: ids go out, the hub makes labels of them.
@NullMarked
package dev.gavel.gateway.presence;

import org.jspecify.annotations.NullMarked;
