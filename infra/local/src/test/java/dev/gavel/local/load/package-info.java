/// Tests of the load generator: above all that it sees what it is there to see.
@NullMarked
package dev.gavel.local.load;

import org.jspecify.annotations.NullMarked;
