package dev.gavel.gateway.people;

import dev.gavel.gateway.store.ViewAway;
import java.util.Collection;
import java.util.Map;

/// Where users are kept. Blocks until it has answered.
@FunctionalInterface
public interface Register {
  /// Most ids of one call.
  int MAX_IDS = 500;

  /// Those of the users that exist, by id.
  Map<String, Person> find(Collection<String> ids) throws ViewAway;
}
