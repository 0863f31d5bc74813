@NullMarked
package dev.gavel.local;

import org.jspecify.annotations.NullMarked;
