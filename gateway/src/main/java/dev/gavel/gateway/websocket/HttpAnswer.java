package dev.gavel.gateway.websocket;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.helidon.common.buffers.BufferData;
import io.helidon.http.Status;
import io.helidon.webserver.ConnectionContext;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// An answer that ends a connection before it became anything, written outside Helidon's HTTP.
///
/// @param headers complete header lines
record HttpAnswer(int status, List<String> headers, String body) {

  /// On every answer, whichever layer makes it (the routing's are in the page's filter).
  private static final List<String> SECURITY =
      List.of(
          "X-Content-Type-Options: nosniff",
          "X-Frame-Options: DENY",
          "Referrer-Policy: same-origin",
          "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'");

  /// @param code a word of ours, or one of Engine.IO's numbers, which its clients read as a number
  static HttpAnswer json(int status, String code, String message, String... headers) {
    String told = code.matches("[0-9]+") ? code : "\"" + escaped(code) + "\"";
    String body = "{\"code\":" + told + ",\"message\":\"" + escaped(message) + "\"}";
    return new HttpAnswer(status, List.of(headers), body);
  }

  private static String escaped(String text) {
    return new String(JsonStringEncoder.getInstance().quoteAsString(text));
  }

  void writeTo(ConnectionContext context) {
    byte[] content = body.getBytes(StandardCharsets.UTF_8);
    StringBuilder head = new StringBuilder(256);
    head.append("HTTP/1.1 ")
        .append(status)
        .append(' ')
        .append(Status.create(status).reasonPhrase());
    head.append("\r\nContent-Type: application/json\r\nContent-Length: ").append(content.length);
    head.append("\r\nCache-Control: no-store\r\nConnection: close\r\n");
    SECURITY.forEach(line -> head.append(line).append("\r\n"));
    headers.forEach(line -> head.append(line).append("\r\n"));
    head.append("\r\n").append(body);
    context
        .dataWriter()
        .writeNow(BufferData.create(head.toString().getBytes(StandardCharsets.UTF_8)));
  }
}
