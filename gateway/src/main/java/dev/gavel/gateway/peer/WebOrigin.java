package dev.gavel.gateway.peer;

import java.util.Locale;
import java.util.Optional;

/// Scheme, host and port of a page (RFC 6454 section 4) or of where a request was sent to, so that
/// upper case and a port that goes without saying make no difference. `ws` is http and `wss` is
/// https (RFC 6455 section 3): proxies say either.
public record WebOrigin(String scheme, String host, int port) {
  private static final int MAX_PORT = 65_535;
  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;

  /// Of an Origin field, or of a setting; empty for `null` and all that is no http origin.
  public static Optional<WebOrigin> of(String origin) {
    int end = origin.indexOf("://");
    return end < 0 ? Optional.empty() : of(origin.substring(0, end), origin.substring(end + 3));
  }

  /// Of a Host field, reached by a scheme.
  public static Optional<WebOrigin> of(String scheme, String hostAndPort) {
    Optional<String> web = webScheme(scheme);
    int colon = hostAndPort.lastIndexOf(':');
    boolean hasPort = colon > hostAndPort.lastIndexOf(']');
    String host = hasPort ? hostAndPort.substring(0, colon) : hostAndPort;
    if (web.isEmpty() || !isHost(host)) {
      return Optional.empty();
    }
    String port = hasPort ? hostAndPort.substring(colon + 1) : "";
    int usual = web.get().equals("https") ? HTTPS_PORT : HTTP_PORT;
    if (!port.matches("[0-9]{0,5}") || (!port.isEmpty() && Integer.parseInt(port) > MAX_PORT)) {
      return Optional.empty();
    }
    return Optional.of(
        new WebOrigin(
            web.get(),
            host.toLowerCase(Locale.ROOT),
            port.isEmpty() ? usual : Integer.parseInt(port)));
  }

  /// `http` or `https`; empty for any other scheme.
  public static Optional<String> webScheme(String scheme) {
    return switch (scheme.toLowerCase(Locale.ROOT)) {
      case "http", "ws" -> Optional.of("http");
      case "https", "wss" -> Optional.of("https");
      default -> Optional.empty();
    };
  }

  /// A name or an address (RFC 3986 section 3.2.2): an underscore is as good as a letter there.
  private static boolean isHost(String host) {
    return host.startsWith("[")
        ? host.matches("\\[[0-9A-Fa-f:.]{2,45}]")
        : host.matches("(?:[A-Za-z0-9._~!$&'()*+,;=-]|%[0-9A-Fa-f]{2}){1,255}");
  }
}
