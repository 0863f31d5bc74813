/// The benchmarks' own arithmetic, and all of them at a tiny size so that they cannot rot.
@NullMarked
package dev.gavel.local.benchmark;

import org.jspecify.annotations.NullMarked;
