@NullMarked
package dev.gavel.gateway;

import org.jspecify.annotations.NullMarked;
