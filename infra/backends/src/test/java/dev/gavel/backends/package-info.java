/// Tests of the embedded servers, through the clients that production uses.
@NullMarked
package dev.gavel.backends;

import org.jspecify.annotations.NullMarked;
