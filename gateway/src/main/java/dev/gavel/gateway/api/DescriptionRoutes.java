package dev.gavel.gateway.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// The description of all this, for programs (OpenAPI 3.1) and for people.
final class DescriptionRoutes {
  private final String description = resource("openapi.json");
  private final String page = resource("docs.html");

  void addTo(Routes routes) {
    routes
        .get("/openapi.json", Access.ANYBODY, call -> described(call, Reply.JSON, description))
        .get("/docs", Access.ANYBODY, call -> described(call, "text/html; charset=utf-8", page));
  }

  private static Reply described(Call call, String type, String text) {
    return Tags.answer(call, Reply.of(200, type, text).with("Cache-Control", "no-cache"));
  }

  private static String resource(String name) {
    try (InputStream in = DescriptionRoutes.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
