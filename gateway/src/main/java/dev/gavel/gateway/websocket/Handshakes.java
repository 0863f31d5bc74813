package dev.gavel.gateway.websocket;

import dev.gavel.gateway.peer.Handshake;
import dev.gavel.gateway.peer.HeaderSyntax;
import dev.gavel.gateway.peer.PercentEncoding;
import io.helidon.http.Header;
import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.webserver.http.ServerRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Makes a [Handshake] of a request as Helidon gives it.
public final class Handshakes {
  private Handshakes() {}

  /// Of a plain HTTP request.
  public static Handshake of(ServerRequest request) {
    return of(request.prologue(), request.headers(), request.remotePeer().host());
  }

  static Handshake of(HttpPrologue prologue, Headers headers, String remoteAddress) {
    Map<String, List<String>> byName = new HashMap<>();
    for (Header header : headers) {
      byName.put(header.headerName().lowerCase(), List.copyOf(header.allValues()));
    }
    Map<String, List<String>> query = new HashMap<>();
    for (String name : prologue.query().names()) {
      query.put(name, List.copyOf(prologue.query().all(name)));
    }
    return new Handshake(
        prologue.uriPath().path(),
        Map.copyOf(query),
        Map.copyOf(byName),
        cookies(byName.getOrDefault("cookie", List.of())),
        remoteAddress,
        System.currentTimeMillis());
  }

  /// All cookies of all Cookie headers, in order (RFC 6265 section 5.4 sends one header, proxies
  /// may split it). Values are read as npm's `cookie` does, which the original used: quotation
  /// marks around one are no part of it (section 4.1.1), and percent escapes are decoded where they
  /// can be.
  private static Map<String, List<String>> cookies(List<String> headers) {
    Map<String, List<String>> cookies = new HashMap<>();
    for (String header : headers) {
      for (String pair : header.split(";", -1)) {
        int equals = pair.indexOf('=');
        if (equals > 0) {
          String name = HeaderSyntax.strip(pair.substring(0, equals));
          String value = cookieValue(HeaderSyntax.strip(pair.substring(equals + 1)));
          List<String> values = cookies.computeIfAbsent(name, _ -> new ArrayList<>(1));
          if (!values.contains(value)) {
            values.add(value);
          }
        }
      }
    }
    return cookies;
  }

  private static String cookieValue(String raw) {
    boolean quoted = raw.length() >= 2 && raw.startsWith("\"") && raw.endsWith("\"");
    String value = quoted ? raw.substring(1, raw.length() - 1) : raw;
    return value.indexOf('%') < 0 ? value : PercentEncoding.decoded(value).orElse(value);
  }
}
