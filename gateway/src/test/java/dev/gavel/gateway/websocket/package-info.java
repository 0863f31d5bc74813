@NullMarked
package dev.gavel.gateway.websocket;

import org.jspecify.annotations.NullMarked;
