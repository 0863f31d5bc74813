/// Our sockets beside the npm packages `ws` and `socket.io`, in one run. Measures, proves nothing.
@NullMarked
package dev.gavel.local.compare;

import org.jspecify.annotations.NullMarked;
