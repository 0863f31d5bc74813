package dev.gavel.gateway.page;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.util.List;

/// On every answer: scripts, styles and pictures from here alone, nothing inline, in nobody's
/// frame.
public final class SecurityHeaders implements Filter {
  /// Texts in a picture or a document of a stranger can do nothing: no scripts, no requests.
  public static final String SANDBOX =
      "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'";

  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
          + "connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; "
          + "frame-ancestors 'none'; require-trusted-types-for 'script'";

  private static final List<Header> ALWAYS =
      List.of(
          HeaderValues.createCached("X-Content-Type-Options", "nosniff"),
          HeaderValues.createCached("X-Frame-Options", "DENY"),
          HeaderValues.createCached("Referrer-Policy", "same-origin"),
          HeaderValues.createCached("Cross-Origin-Opener-Policy", "same-origin"),
          HeaderValues.createCached(
              "Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=()"));

  private final boolean behindTls;

  /// @param behindTls whether browsers may be told to come by TLS only
  public SecurityHeaders(boolean behindTls) {
    this.behindTls = behindTls;
  }

  @Override
  public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    ALWAYS.forEach(response::header);
    response.headers().setIfAbsent(HeaderValues.create("Content-Security-Policy", POLICY));
    if (behindTls) {
      response.header(HeaderNames.STRICT_TRANSPORT_SECURITY, "max-age=31536000");
    }
    chain.proceed();
  }
}
