/// Socket.IO over real ports, with the libraries that our users have, and byte by byte.
@NullMarked
package dev.gavel.gateway.socketio;

import org.jspecify.annotations.NullMarked;
