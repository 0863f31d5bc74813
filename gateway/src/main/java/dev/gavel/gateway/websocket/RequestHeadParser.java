package dev.gavel.gateway.websocket;

import dev.gavel.gateway.peer.HeaderSyntax;
import dev.gavel.gateway.peer.HeaderValues;
import dev.gavel.gateway.websocket.ParsedHead.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Reads a request's head strictly (RFC 9112 sections 2 to 6): what two parsers might understand
/// differently is refused, so that no proxy in front can disagree about where a request ends.
final class RequestHeadParser {
  /// Fields that may stand once. Two readers could choose differently, so neither counts.
  private static final Set<String> ONCE =
      Set.of(
          "host",
          "authorization",
          "origin",
          "content-type",
          "content-length",
          "transfer-encoding",
          "expect",
          "sec-fetch-site",
          "sec-websocket-key");

  private static final int MAX_METHOD_CHARS = 32;

  private final RequestLimits limits;

  RequestHeadParser(RequestLimits limits) {
    this.limits = limits;
  }

  /// @param head request line and field lines, CRLF between them, without the empty line
  ParsedHead parse(String head) {
    String[] lines = head.split("\r\n", -1);
    String[] start = lines[0].split(" ", -1);
    if (start.length != 3) {
      throw malformed("the request line has not three parts");
    }
    boolean http10 = isHttp10(start[2]);
    List<Field> fields = fields(lines);
    String method = method(start[0]);
    return new Framing(fields, http10).head(method, RequestTarget.of(method, start[1]));
  }

  private static boolean isHttp10(String version) {
    return switch (version) {
      case "HTTP/1.0" -> true;
      case "HTTP/1.1" -> false;
      default -> {
        if (version.matches("HTTP/[0-9]\\.[0-9]")) {
          throw new RequestRejectedException(505, "VERSION", "HTTP/1.1 and 1.0 are spoken here");
        }
        throw malformed("no HTTP version");
      }
    };
  }

  private static String method(String method) {
    if (method.length() > MAX_METHOD_CHARS || !HeaderSyntax.isToken(method)) {
      throw malformed("the method is no token");
    }
    return method;
  }

  private List<Field> fields(String[] lines) {
    if (lines.length - 1 > limits.maxFields()) {
      throw tooLarge("more than " + limits.maxFields() + " fields");
    }
    List<Field> fields = new ArrayList<>(lines.length);
    int cookies = 0;
    for (int i = 1; i < lines.length; i++) {
      Field field = field(lines[i]);
      if (field.name().equalsIgnoreCase("cookie")) {
        cookies += (int) field.value().chars().filter(c -> c == ';').count() + 1;
      }
      fields.add(field);
    }
    if (cookies > limits.maxFields()) {
      throw tooLarge("more than " + limits.maxFields() + " cookies");
    }
    return fields;
  }

  /// A line that begins with a space continues the one before (obs-fold): refused, as RFC 9112
  /// section 5.2 allows, and so is a space before the colon (5.1).
  private static Field field(String line) {
    int colon = line.indexOf(':');
    if (colon < 0 || !HeaderSyntax.isToken(line.substring(0, colon))) {
      throw malformed("a field line without a name");
    }
    String value = HeaderSyntax.strip(line.substring(colon + 1));
    if (!HeaderSyntax.isFieldValue(value)) {
      throw malformed("a field value with control characters");
    }
    return new Field(line.substring(0, colon), value);
  }

  /// Where the body ends and whether the connection does, from all fields together.
  private static final class Framing {
    private final List<Field> fields;
    private final boolean http10;

    Framing(List<Field> fields, boolean http10) {
      this.fields = fields;
      this.http10 = http10;
      for (String once : ONCE) {
        if (all(once).size() > 1) {
          throw malformed("two " + once + " fields");
        }
      }
    }

    private List<String> all(String name) {
      return fields.stream()
          .filter(field -> field.name().equalsIgnoreCase(name))
          .map(Field::value)
          .toList();
    }

    ParsedHead head(String method, String target) {
      ParsedHead.BodyFraming framing = framing();
      List<String> options = HeaderValues.tokens(all("connection"));
      boolean upgrades = !http10 && options.contains("upgrade") && !all("upgrade").isEmpty();
      boolean closes = http10 || options.contains("close");
      return new ParsedHead(
          method, target, http10, closes, framing, rewritten(framing, upgrades, closes));
    }

    private ParsedHead.BodyFraming framing() {
      List<String> codings = all("transfer-encoding");
      List<String> lengths = all("content-length");
      if (!codings.isEmpty()) {
        // RFC 9112 section 6.1: both may be an attack, and 1.0 knows no codings
        if (http10 || !lengths.isEmpty()) {
          throw malformed("Transfer-Encoding beside Content-Length, or in HTTP/1.0");
        }
        return chunked(codings.getFirst());
      }
      return lengths.isEmpty()
          ? new ParsedHead.BodyFraming.None()
          : new ParsedHead.BodyFraming.Length(length(lengths.getFirst()));
    }

    private static ParsedHead.BodyFraming chunked(String codings) {
      if (codings.equalsIgnoreCase("chunked")) {
        return new ParsedHead.BodyFraming.Chunked();
      }
      List<String> names = HeaderValues.tokens(List.of(codings));
      boolean known = !names.isEmpty() && names.stream().allMatch("chunked"::equals);
      throw known || names.isEmpty()
          ? malformed("Transfer-Encoding names chunked twice, or nothing")
          : new RequestRejectedException(501, "CODING", "only the coding chunked is known");
    }

    private static long length(String digits) {
      if (!digits.matches("[0-9]{1,18}")) {
        throw malformed("Content-Length is not a number");
      }
      return Long.parseLong(digits);
    }

    /// The fields with the framing in one spelling; of HTTP/1.0 also a host.
    private List<Field> rewritten(
        ParsedHead.BodyFraming framing, boolean upgrades, boolean closes) {
      List<Field> all = new ArrayList<>(fields.size() + 2);
      for (Field field : fields) {
        switch (field.name().toLowerCase(Locale.ROOT)) {
          case "connection", "keep-alive", "transfer-encoding", "content-length" -> {}
          case "upgrade" -> {
            if (upgrades) {
              all.add(new Field("Upgrade", field.value().toLowerCase(Locale.ROOT)));
            }
          }
          case "expect" -> all.add(new Field("Expect", expected(field.value())));
          default -> all.add(field);
        }
      }
      host().ifPresent(all::add);
      switch (framing) {
        case ParsedHead.BodyFraming.None _ -> {}
        case ParsedHead.BodyFraming.Length(long bytes) ->
            all.add(new Field("Content-Length", Long.toString(bytes)));
        case ParsedHead.BodyFraming.Chunked _ -> all.add(new Field("Transfer-Encoding", "chunked"));
      }
      if (upgrades || closes) {
        all.add(new Field("Connection", upgrades ? "Upgrade" : "close"));
      }
      return all;
    }

    /// A Host to stand in where none was sent. The name is reserved (RFC 6761 section 6.4), so no
    /// Origin is ever equal to it.
    private Optional<Field> host() {
      if (!all("host").isEmpty()) {
        return Optional.empty();
      }
      if (!http10) {
        throw malformed("no Host"); // RFC 9112 section 3.2
      }
      return Optional.of(new Field("Host", "unnamed.invalid"));
    }

    private static String expected(String value) {
      if (!value.equalsIgnoreCase("100-continue")) {
        throw new RequestRejectedException(417, "EXPECTATION", "only 100-continue is known");
      }
      return "100-continue";
    }
  }

  private static RequestRejectedException malformed(String why) {
    return RequestRejectedException.malformed(why);
  }

  private static RequestRejectedException tooLarge(String why) {
    return new RequestRejectedException(431, "HEAD_TOO_LARGE", why);
  }
}
