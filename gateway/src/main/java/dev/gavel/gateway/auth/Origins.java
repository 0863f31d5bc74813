package dev.gavel.gateway.auth;

import dev.gavel.gateway.peer.Handshake;
import dev.gavel.gateway.peer.HeaderValues;
import dev.gavel.gateway.peer.WebOrigin;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Whether a page may talk to this gateway with its visitors' cookies. CORS does not govern
/// WebSockets, so this is asked at every handshake, and before every change by REST.
public final class Origins {
  private static final Set<String> OURS = Set.of("same-origin", "none");

  private final Set<WebOrigin> allowed;

  /// With exceptions to the rule of the own host.
  ///
  /// @param allowed further origins, `https://host[:port]`; the own host always may
  /// @throws IllegalArgumentException when one is no origin: it could never match
  public Origins(Set<String> allowed) {
    this.allowed = allowed.stream().map(Origins::read).collect(Collectors.toUnmodifiableSet());
  }

  private static WebOrigin read(String origin) {
    return WebOrigin.of(origin)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "origins: not an origin such as https://shop.example: " + origin));
  }

  /// Judges a request by its Origin and Host. Without an Origin there is no page (other programs, a
  /// browser's own GET), unless the browser says that another site asks.
  public boolean admit(Handshake request) {
    Optional<String> origin = request.header("origin");
    if (origin.isEmpty()) {
      Optional<String> fetchSite = request.header("sec-fetch-site");
      return fetchSite.isEmpty() || OURS.contains(fetchSite.get());
    }
    Optional<WebOrigin> page = WebOrigin.of(origin.get());
    if (page.isEmpty()) {
      return false;
    }
    Optional<String> scheme = publicScheme(request, page.get().scheme());
    Optional<String> host = request.header("host");
    boolean own =
        scheme.isPresent() && host.flatMap(at -> WebOrigin.of(scheme.get(), at)).equals(page);
    return own || allowed.contains(page.get());
  }

  /// What the proxy in front was spoken to by, when one says so; else the page's own, since a Host
  /// says no scheme. Empty when the proxy names one that no page is reached by. A browser lets no
  /// page set this header, so what a page could win by it is nothing; other programs need no
  /// Origin.
  private static Optional<String> publicScheme(Handshake request, String pages) {
    List<String> said = HeaderValues.tokens(request.headerValues("x-forwarded-proto"));
    return said.isEmpty() ? Optional.of(pages) : WebOrigin.webScheme(said.getFirst());
  }
}
