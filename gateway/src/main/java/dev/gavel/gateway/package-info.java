/// A gateway: holds sockets, checks who is there, forwards wishes to the log and fans facts out.
///
/// This package owns the settings and the wiring, read top to bottom in [Main]. It holds nothing
/// that would be lost when it dies, and decides nothing about bidding.
@NullMarked
package dev.gavel.gateway;

import org.jspecify.annotations.NullMarked;
