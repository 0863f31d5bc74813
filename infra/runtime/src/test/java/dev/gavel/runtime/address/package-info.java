@NullMarked
package dev.gavel.runtime.address;

import org.jspecify.annotations.NullMarked;
