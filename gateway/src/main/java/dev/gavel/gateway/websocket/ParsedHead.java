package dev.gavel.gateway.websocket;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// A request's head as [RequestHeadParser] understood it.
///
/// @param target in origin form, every character that a URI may not hold escaped
/// @param http10 whether the client speaks HTTP/1.0, which knows no chunks
/// @param closes whether the connection ends after the answer
/// @param fields in the order of the request, the framing fields rewritten
record ParsedHead(
    String method,
    String target,
    boolean http10,
    boolean closes,
    BodyFraming framing,
    List<Field> fields) {

  record Field(String name, String value) {}

  /// How long the body is (RFC 9112 section 6.3).
  sealed interface BodyFraming {
    record None() implements BodyFraming {}

    record Length(long bytes) implements BodyFraming {}

    record Chunked() implements BodyFraming {}
  }

  /// The path without the query.
  static String pathOf(String target) {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  /// The head as the HTTP library gets it: one spelling of everything that it compares.
  byte[] normalised() {
    StringBuilder head = new StringBuilder(512);
    head.append(method).append(' ').append(target).append(" HTTP/1.1\r\n");
    for (Field field : fields) {
      head.append(field.name()).append(": ").append(field.value()).append("\r\n");
    }
    return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
  }
}
