/// The demo's data.
@NullMarked
package dev.gavel.local.seed;

import org.jspecify.annotations.NullMarked;
