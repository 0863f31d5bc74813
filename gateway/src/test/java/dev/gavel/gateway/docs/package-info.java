/// Tests that the written protocol is the one that is spoken.
@NullMarked
package dev.gavel.gateway.docs;

import org.jspecify.annotations.NullMarked;
