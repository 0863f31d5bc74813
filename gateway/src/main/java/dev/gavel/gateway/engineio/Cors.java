package dev.gavel.gateway.engineio;

import dev.gavel.gateway.peer.WebOrigin;
import java.util.Optional;
import java.util.Set;

/// Which pages of other origins may read polling answers. Protects nothing by itself: who may come
/// in is the [dev.gavel.gateway.peer.Door]'s word.
///
/// @param origins origins that are named back, with credentials
/// @param any every origin, without credentials (`*`)
public record Cors(Set<String> origins, boolean any) {
  public Cors {
    origins = Set.copyOf(origins);
  }

  /// Same origin only.
  public static Cors none() {
    return new Cors(Set.of(), false);
  }

  /// Whether an origin is one of them, however each is spelled.
  private boolean names(String origin) {
    Optional<WebOrigin> page = WebOrigin.of(origin);
    return page.isPresent() && origins.stream().map(WebOrigin::of).anyMatch(page::equals);
  }

  /// The value of Access-Control-Allow-Origin for a request from `origin`.
  public Optional<String> allow(Optional<String> origin) {
    return any ? Optional.of("*") : origin.filter(this::names);
  }
}
