@NullMarked
package dev.gavel.gateway.ring;

import org.jspecify.annotations.NullMarked;
