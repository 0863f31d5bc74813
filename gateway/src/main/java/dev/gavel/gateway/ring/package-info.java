/// io_uring of Linux, as far as sending needs it: what is due on many sockets goes to the kernel in
/// one system call. Owns the calls into the kernel and their memory; knows nothing of WebSockets.
/// Where the kernel, a container's seccomp profile or the JVM's start options forbid it, it says so
/// and nobody needs it.
@NullMarked
package dev.gavel.gateway.ring;

import org.jspecify.annotations.NullMarked;
