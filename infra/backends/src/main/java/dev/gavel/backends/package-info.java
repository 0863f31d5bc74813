@NullMarked
package dev.gavel.backends;

import org.jspecify.annotations.NullMarked;
