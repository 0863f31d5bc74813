package dev.gavel.gateway.api;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gavel.gateway.peer.Handshake;
import dev.gavel.gateway.peer.HeaderValues;
import dev.gavel.gateway.peer.Identity;
import dev.gavel.gateway.words.Complaint;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// One request, by whom, and what it brings.
///
/// @param setCookies what a new visitor's answer sets; only the session's routes send them
record Call(
    ServerRequest request, Handshake handshake, Identity identity, List<String> setCookies) {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /// What a body turned out to be.
  sealed interface Body {
    record Good(ObjectNode json) implements Body {}

    record Bad(Reply reply) implements Body {}
  }

  long nowMs() {
    return handshake.atMs();
  }

  String path(String name) {
    return request.path().pathParameters().get(name);
  }

  Optional<String> query(String name) {
    return handshake.queryValue(name);
  }

  /// A whole number of the query, `otherwise` when there is none, kept between the two ends.
  int number(String name, int otherwise, int least, int most) {
    Optional<String> text = query(name).filter(value -> value.matches("[0-9]{1,9}"));
    return Math.clamp(text.map(Integer::parseInt).orElse(otherwise), least, most);
  }

  Optional<Identity.Known> known() {
    return identity instanceof Identity.Known known ? Optional.of(known) : Optional.empty();
  }

  /// Only behind [Access#LOGGED_IN] or [Access#STAFF].
  Identity.Known user() {
    return known().orElseThrow();
  }

  boolean staff() {
    return known().filter(known -> known.role().equals("staff")).isPresent();
  }

  private boolean isJson() {
    return HeaderValues.mediaType(handshake.headerValues("content-type"))
        .filter(Reply.JSON::equals)
        .isPresent();
  }

  /// The body as a JSON object. A form of a foreign page cannot say that it is JSON without asking
  /// first, so the type is insisted on.
  Body body(int maxBytes) {
    if (!isJson()) {
      return new Body.Bad(Reply.problem(415, "FORM_INVALID", "application/json is needed"));
    }
    try {
      byte[] bytes = request.content().inputStream().readNBytes(maxBytes + 1);
      if (bytes.length > maxBytes) {
        return new Body.Bad(Reply.problem(Complaint.TOO_LARGE));
      }
      JsonNode json = JSON.readTree(bytes);
      return json instanceof ObjectNode object
          ? new Body.Good(object)
          : new Body.Bad(Reply.problem(Complaint.FORM_INVALID));
    } catch (IOException unreadable) {
      return new Body.Bad(Reply.problem(Complaint.FORM_INVALID));
    }
  }
}
