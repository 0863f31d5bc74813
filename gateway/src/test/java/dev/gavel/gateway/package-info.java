/// A server that speaks our protocols without auctions, for conformance and compatibility tests.
@NullMarked
package dev.gavel.gateway;

import org.jspecify.annotations.NullMarked;
