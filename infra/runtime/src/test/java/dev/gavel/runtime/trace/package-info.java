@NullMarked
package dev.gavel.runtime.trace;

import org.jspecify.annotations.NullMarked;
