package dev.gavel.gateway.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gavel.gateway.store.ViewAway;
import dev.gavel.gateway.words.Complaint;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a request is answered with.
final class Reply {
  static final String JSON = "application/json";

  /// RFC 9457.
  static final String PROBLEM = "application/problem+json";

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  /// Writes an answer that is too long to hold.
  @FunctionalInterface
  interface Stream {
    void to(OutputStream out) throws IOException, ViewAway;
  }

  private final int status;
  private final String type;
  private final byte[] body;
  private final Optional<Stream> stream;
  private final List<Map.Entry<String, String>> headers;

  private Reply(
      int status,
      String type,
      byte[] body,
      Optional<Stream> stream,
      List<Map.Entry<String, String>> headers) {
    this.status = status;
    this.type = type;
    this.body = body;
    this.stream = stream;
    this.headers = headers;
  }

  static Reply json(JsonNode body) {
    return of(200, JSON, text(body));
  }

  static Reply created(String at, JsonNode body) {
    return of(201, JSON, text(body)).with("Location", at);
  }

  static Reply nothing() {
    return of(204, "", "");
  }

  static Reply of(int status, String type, String body) {
    return new Reply(
        status, type, body.getBytes(StandardCharsets.UTF_8), Optional.empty(), List.of());
  }

  /// A long answer. When writing it fails half way the connection is cut, so that nobody takes a
  /// part for the whole.
  static Reply streaming(String type, Stream stream) {
    return new Reply(200, type, new byte[0], Optional.of(stream), List.of());
  }

  static Reply problem(Complaint complaint) {
    return problem(complaint, complaint.text());
  }

  static Reply problem(Complaint complaint, String detail) {
    return problem(statusOf(complaint), complaint.name(), detail);
  }

  /// A problem of RFC 9457. Its title is the code: the words for people are in `detail`, or made of
  /// the code by whoever shows it.
  static Reply problem(int status, String code, String detail) {
    ObjectNode problem =
        JsonNodeFactory.instance
            .objectNode()
            .put("type", "about:blank")
            .put("title", code)
            .put("status", status)
            .put("detail", detail)
            .put("code", code);
    return of(status, PROBLEM, text(problem));
  }

  static int statusOf(Complaint complaint) {
    return switch (complaint) {
      case FORM_INVALID, EVENT_UNKNOWN, TOKEN_AMBIGUOUS -> 400;
      case TOKEN_MISSING,
          TOKEN_INVALID,
          TOKEN_EXPIRED,
          TOKEN_REVOKED,
          LOGIN_REQUIRED,
          LOGIN_WRONG ->
          401;
      case ORIGIN_FOREIGN, NOT_ALLOWED, NOT_JOINED -> 403;
      case USER_UNKNOWN, ITEM_UNKNOWN, ROOM_UNKNOWN, SALE_UNKNOWN, NOT_FOUND -> 404;
      case LOGIN_ELSEWHERE, EMAIL_TAKEN, CHANGED_MEANWHILE, NOT_YET -> 409;
      case TOO_LARGE -> 413;
      case METHOD_NOT_ALLOWED -> 405;
      case TOO_MANY_SOCKETS, TOO_MANY_ROOMS, RATE_LIMITED -> 429;
      case FAULT -> 500;
      case OVERLOADED, UNAVAILABLE, UNKNOWN -> 503;
    };
  }

  Reply with(String header, String value) {
    List<Map.Entry<String, String>> more = new ArrayList<>(headers);
    more.add(Map.entry(header, value));
    return new Reply(status, type, body, stream, List.copyOf(more));
  }

  int status() {
    return status;
  }

  String type() {
    return type;
  }

  byte[] body() {
    return body;
  }

  Optional<Stream> stream() {
    return stream;
  }

  List<Map.Entry<String, String>> headers() {
    return headers;
  }

  static String text(JsonNode json) {
    try {
      return MAPPER.writeValueAsString(json);
    } catch (JsonProcessingException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
