package dev.gavel.gateway.engineio;

import dev.gavel.gateway.peer.Handshake;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerResponse;

/// Writes [Cors] into answers, whatever their status: a browser hides the reason of a refusal
/// without them.
final class CorsHeaders {
  private static final HeaderName ALLOW_ORIGIN = HeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN;

  private final Cors cors;

  CorsHeaders(Cors cors) {
    this.cors = cors;
  }

  void answer(Handshake handshake, ServerResponse response) {
    cors.allow(handshake.header("origin"))
        .ifPresent(allowed -> {
          response.header(ALLOW_ORIGIN, allowed);
          if (!cors.any()) {
            response.header(HeaderNames.ACCESS_CONTROL_ALLOW_CREDENTIALS, "true");
          }
        });
    if (!cors.any() && !cors.origins().isEmpty()) {
      response.header(HeaderNames.VARY, "Origin");
    }
  }

  /// Answers OPTIONS, before anybody's credentials are looked at: a preflight carries none.
  void preflight(Handshake handshake, ServerResponse response) {
    if (response.headers().contains(ALLOW_ORIGIN)) {
      response.header(HeaderNames.ACCESS_CONTROL_ALLOW_METHODS, "GET,HEAD,PUT,PATCH,POST,DELETE");
      handshake
          .header("access-control-request-headers")
          .ifPresent(asked -> response.header(HeaderNames.ACCESS_CONTROL_ALLOW_HEADERS, asked));
    }
    response.headers().add(HeaderNames.VARY, "Access-Control-Request-Headers");
    response.status(Status.NO_CONTENT_204).send();
  }
}
