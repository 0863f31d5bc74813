/// Tests of presence, in memory and on a real Redis.
@NullMarked
package dev.gavel.gateway.presence;

import org.jspecify.annotations.NullMarked;
