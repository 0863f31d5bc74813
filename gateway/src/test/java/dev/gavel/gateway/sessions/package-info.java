/// Tests of how connections end with their sessions and tokens.
@NullMarked
package dev.gavel.gateway.sessions;

import org.jspecify.annotations.NullMarked;
