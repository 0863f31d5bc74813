/// Tests of the plain protocol over real ports.
@NullMarked
package dev.gavel.gateway.plain;

import org.jspecify.annotations.NullMarked;
