/// Tests of the registry of gateways on a real Redis.
@NullMarked
package dev.gavel.gateway.fleet;

import org.jspecify.annotations.NullMarked;
