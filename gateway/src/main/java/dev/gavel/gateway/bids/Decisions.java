package dev.gavel.gateway.bids;

import dev.gavel.model.Decision;
import dev.gavel.model.Place;
import java.util.Optional;

/// Where a decision can be looked up when its message was lost.
@FunctionalInterface
public interface Decisions {
  /// The decision at a place; empty while there is none, or while nobody can tell.
  Optional<Decision> at(String room, Place place);
}
