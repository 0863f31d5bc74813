/// Which gateways there are, and where.
///
/// Owns the registry in Redis by which a gateway finds the owner of a polling request, and notices
/// that its own name is taken. Sends no request itself.
@NullMarked
package dev.gavel.gateway.fleet;

import org.jspecify.annotations.NullMarked;
