package dev.gavel.gateway.auth;

import dev.gavel.gateway.peer.Handshake;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Whether a page may talk to this gateway with its visitors' cookies. CORS does not govern
/// WebSockets, so this is asked at every handshake, and before every change by REST.
public final class Origins {
  private static final Set<String> OURS = Set.of("same-origin", "none");

  private final Set<String> allowed;

  /// With exceptions to the rule of the own host.
  ///
  /// @param allowed further origins, `https://host[:port]`; the own host always may
  public Origins(Set<String> allowed) {
    this.allowed = Set.copyOf(allowed);
  }

  /// Judges a request by its Origin and Host. Without an Origin there is no page (other programs, a
  /// browser's own GET), unless the browser says that another site asks.
  public boolean admit(Handshake request) {
    Optional<String> origin = request.header("origin");
    if (origin.isEmpty()) {
      Optional<String> fetchSite = request.header("sec-fetch-site");
      return fetchSite.isEmpty() || OURS.contains(fetchSite.get());
    }
    Optional<Place> page = Place.ofOrigin(origin.get());
    if (page.isEmpty()) {
      return false;
    }
    Optional<String> host = request.header("host");
    String scheme = publicScheme(request).orElse(page.get().scheme());
    boolean own = host.flatMap(at -> Place.ofHost(scheme, at)).equals(page);
    return own || allowed.stream().map(Place::ofOrigin).anyMatch(page::equals);
  }

  /// What the proxy in front was spoken to by, when one says so. A browser lets no page set this
  /// header, so what a page could win by it is nothing; other programs need no Origin.
  private static Optional<String> publicScheme(Handshake request) {
    return request
        .header("x-forwarded-proto")
        .map(schemes -> schemes.split(",", -1)[0].strip().toLowerCase(Locale.ROOT));
  }

  /// Scheme, host and port with defaults filled in, so that `:443` and upper case make no
  /// difference.
  private record Place(String scheme, String host, int port) {
    static Optional<Place> ofOrigin(String origin) {
      try {
        URI uri = new URI(origin);
        if (uri.getScheme() == null || uri.getHost() == null || !uri.getRawPath().isEmpty()) {
          return Optional.empty();
        }
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
          return Optional.empty();
        }
        int port = uri.getPort() >= 0 ? uri.getPort() : scheme.equals("https") ? 443 : 80;
        return Optional.of(new Place(scheme, uri.getHost().toLowerCase(Locale.ROOT), port));
      } catch (java.net.URISyntaxException e) {
        return Optional.empty();
      }
    }

    /// The Host header says no scheme: where no proxy does either, the page's own is taken.
    static Optional<Place> ofHost(String scheme, String host) {
      return ofOrigin(scheme + "://" + host);
    }
  }
}
