/// What people are told: complaints with their codes, and the texts of events. Korean; other
/// languages are the page's, by code.
///
/// Owns every text that leaves the gateway. Does no I/O and decides nothing.
@NullMarked
package dev.gavel.gateway.words;

import org.jspecify.annotations.NullMarked;
