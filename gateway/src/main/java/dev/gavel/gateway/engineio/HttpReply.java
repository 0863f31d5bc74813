package dev.gavel.gateway.engineio;

import java.util.List;

/// An answer to a polling request, as data.
///
/// @param contentType empty when there is no body
/// @param setCookies complete Set-Cookie values
record HttpReply(int status, String contentType, String body, List<String> setCookies) {
  static final String JSON = "application/json";
  private static final String TEXT = "text/plain; charset=UTF-8";

  static HttpReply payload(String payload) {
    return payload(payload, List.of());
  }

  static HttpReply payload(String payload, List<String> setCookies) {
    return new HttpReply(200, TEXT, payload, setCookies);
  }

  static HttpReply ok() {
    return new HttpReply(200, "text/html", "ok", List.of());
  }

  static HttpReply json(int status, String body) {
    return new HttpReply(status, JSON, body, List.of());
  }

  static HttpReply empty(int status) {
    return new HttpReply(status, "", "", List.of());
  }
}
