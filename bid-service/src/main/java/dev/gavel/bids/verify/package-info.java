/// The proof: decides every command again and says where log, results and view do not agree; writes
/// a room out; says what other terms would have changed. Reads what others wrote, and writes
/// nothing but files and what it prints. The rules are those of `dev.gavel.bids.room`: there is no
/// second copy.
@NullMarked
package dev.gavel.bids.verify;

import org.jspecify.annotations.NullMarked;
