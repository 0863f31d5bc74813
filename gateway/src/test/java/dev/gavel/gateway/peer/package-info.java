@NullMarked
package dev.gavel.gateway.peer;

import org.jspecify.annotations.NullMarked;
