/// Addresses of stores as one text each, and secrets that stand in files and may change there.
///
/// Owns nothing that is open: it only says how to connect.
@NullMarked
package dev.gavel.runtime.address;

import org.jspecify.annotations.NullMarked;
