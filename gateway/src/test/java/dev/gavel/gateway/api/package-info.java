@NullMarked
package dev.gavel.gateway.api;

import org.jspecify.annotations.NullMarked;
