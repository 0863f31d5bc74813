/// End to end: the launcher, two gateways and two workers, seen from unmodified clients.
@NullMarked
package dev.gavel.local;

import org.jspecify.annotations.NullMarked;
