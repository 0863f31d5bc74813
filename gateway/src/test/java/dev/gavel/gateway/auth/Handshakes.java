package dev.gavel.gateway.auth;

import dev.gavel.gateway.peer.Handshake;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Handshakes for tests: a browser on the gateway's own page, with what a test adds.
final class Handshakes {
  static final long NOW_MS = 1_800_000_000_000L;

  private Handshakes() {}

  static Handshake at(String path, Map<String, String> headers, String... cookies) {
    Map<String, List<String>> all = new HashMap<>();
    headers.forEach((name, value) -> all.put(name, List.of(value)));
    all.putIfAbsent("host", List.of("auction.example"));
    Map<String, List<String>> jar = new HashMap<>();
    for (String cookie : cookies) {
      String[] parts = cookie.split("=", 2);
      jar.merge(
          parts[0],
          List.of(parts[1]),
          (old, more) -> java.util.stream.Stream.concat(old.stream(), more.stream()).toList());
    }
    return new Handshake(path, Map.of(), all, jar, "127.0.0.1", NOW_MS);
  }

  static Handshake socketIo(String... cookies) {
    return at("/socket.io/", Map.of("origin", "https://auction.example"), cookies);
  }
}
