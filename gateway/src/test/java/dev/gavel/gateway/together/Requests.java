package dev.gavel.gateway.together;

import dev.gavel.gateway.auth.Cookies;
import dev.gavel.gateway.peer.Handshake;
import java.util.List;
import java.util.Map;

/// Requests as REST's logout hands them on.
final class Requests {
  private Requests() {}

  static Handshake with(String token, String session) {
    Map<String, List<String>> cookies =
        Map.of(Cookies.TOKEN, List.of(token), Cookies.SESSION, List.of(session));
    return new Handshake(
        "/api/session", Map.of(), Map.of(), cookies, "127.0.0.1", System.currentTimeMillis());
  }
}
