package dev.gavel.gateway.peer;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The HTTP request that opened a connection, or that continues one (a polling request), as data.
///
/// @param path the request's path, `/socket.io/` or `/ws`
/// @param query decoded query parameters; every value of a repeated name is kept
/// @param headers header values by lower-case name; every value of a repeated header is kept
/// @param cookies cookie values by name from all Cookie headers, in order
/// @param remoteAddress the peer's address as the socket (or a trusted proxy) says
/// @param atMs when it arrived, epoch milliseconds
public record Handshake(
    String path,
    Map<String, List<String>> query,
    Map<String, List<String>> headers,
    Map<String, List<String>> cookies,
    String remoteAddress,
    long atMs) {

  public Optional<String> queryValue(String name) {
    return first(query.get(name));
  }

  public Optional<String> header(String name) {
    return first(headers.get(name.toLowerCase(Locale.ROOT)));
  }

  /// All values of a header, in their order; empty when there is none.
  public List<String> headerValues(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
  }

  public Optional<String> cookie(String name) {
    return first(cookies.get(name));
  }

  private static Optional<String> first(@Nullable List<String> values) {
    return values == null || values.isEmpty() ? Optional.empty() : Optional.of(values.getFirst());
  }
}
