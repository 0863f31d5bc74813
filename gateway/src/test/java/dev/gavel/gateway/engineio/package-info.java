/// Engine.IO over real ports and byte by byte.
@NullMarked
package dev.gavel.gateway.engineio;

import org.jspecify.annotations.NullMarked;
