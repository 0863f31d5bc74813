package dev.gavel.gateway.websocket;

import dev.gavel.gateway.peer.HeaderSyntax;

/// The request target (RFC 9112 section 3.2), brought to origin form with one spelling.
final class RequestTarget {
  /// Beside letters and digits: what a path or a query may hold as it is (RFC 3986 section 3.4).
  private static final String AS_IT_IS = "-._~!$&'()*+,;=:@/?";

  private RequestTarget() {}

  /// @param raw any bytes but CR, LF and spaces, one a character
  static String of(String method, String raw) {
    if (raw.equals("*") && method.equals("OPTIONS")) {
      return "/";
    }
    String origin = raw.startsWith("/") ? raw : pathOfAbsolute(raw);
    return escaped(origin);
  }

  /// RFC 9112 section 3.2.2: a server accepts the absolute form, which proxies send.
  private static String pathOfAbsolute(String raw) {
    int scheme = raw.indexOf("://");
    if (scheme < 0 || !raw.substring(0, scheme).matches("(?i)https?|wss?")) {
      throw RequestRejectedException.malformed("the target is no path");
    }
    int path = raw.indexOf('/', scheme + 3);
    int query = raw.indexOf('?', scheme + 3);
    if (path < 0 || (query >= 0 && query < path)) {
      return query < 0 ? "/" : "/" + raw.substring(query);
    }
    return raw.substring(path);
  }

  /// Browsers leave characters in a query as they are which RFC 3986 has escaped (WHATWG URL,
  /// "query state"), a lone `%` among them: no reason to hide the page.
  private static String escaped(String raw) {
    StringBuilder all = new StringBuilder(raw.length() + 8);
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c <= ' ' || c == 0x7f || c == '#') {
        throw RequestRejectedException.malformed("the target holds what no target may");
      }
      boolean stays =
          HeaderSyntax.isAlphanumeric(c) || AS_IT_IS.indexOf(c) >= 0 || isEscape(raw, i);
      if (stays) {
        all.append(c);
      } else {
        all.append(String.format("%%%02X", (int) c));
      }
    }
    return all.toString();
  }

  private static boolean isEscape(String raw, int at) {
    return raw.charAt(at) == '%'
        && at + 2 < raw.length()
        && Character.digit(raw.charAt(at + 1), 16) >= 0
        && Character.digit(raw.charAt(at + 2), 16) >= 0;
  }
}
