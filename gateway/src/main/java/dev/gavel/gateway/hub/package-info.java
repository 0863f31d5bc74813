/// The auction floor: rooms that somebody here looks at, who sits in them, and what they are told.
///
/// Owns the order in which a room's updates reach its viewers: by sequence, each once, without a
/// gap, encoded once an audience, at once at rest and together under load. Forwards wishes and
/// never decides one.
@NullMarked
package dev.gavel.gateway.hub;

import org.jspecify.annotations.NullMarked;
