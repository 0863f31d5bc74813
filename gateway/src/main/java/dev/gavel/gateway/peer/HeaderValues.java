package dev.gavel.gateway.peer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What stands in header fields, as values: the one place that looks into their texts. Each reads
/// all fields of a name as one list (RFC 9110 section 5.3); names are compared without regard to
/// case, empty members and optional spaces mean nothing (section 5.6.1).
public final class HeaderValues {

  /// What an Authorization field says.
  public sealed interface Credentials {
    /// None, or of a scheme that is not ours.
    record None() implements Credentials {}

    record Bearer(String token) implements Credentials {}

    /// The scheme is ours, and what follows it is no token, or there are two.
    record Unreadable() implements Credentials {}
  }

  private static final String BEARER = "bearer";
  private static final int WEIGHT_ONE = 1_000;

  private HeaderValues() {}

  /// The members of a list of tokens, in lower case, in their order.
  public static List<String> tokens(List<String> fields) {
    return members(fields).stream().map(member -> member.toLowerCase(Locale.ROOT)).toList();
  }

  /// The members of a list as they stand, not empty; a comma in a quoted string ends none.
  public static List<String> members(List<String> fields) {
    List<String> members = new ArrayList<>();
    for (String field : fields) {
      for (String member : split(field, ',')) {
        String text = HeaderSyntax.strip(member);
        if (!text.isEmpty()) {
          members.add(text);
        }
      }
    }
    return members;
  }

  /// Splits outside quoted strings (RFC 9110 section 5.6.4).
  private static List<String> split(String text, char separator) {
    List<String> parts = new ArrayList<>();
    boolean quoted = false;
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (quoted && c == '\\') {
        i++;
      } else if (!quoted && c == separator) {
        parts.add(text.substring(from, i));
        from = i + 1;
      }
    }
    parts.add(text.substring(from));
    return parts;
  }

  /// Whether a content coding is acceptable (RFC 9110 section 12.5.3). A client that names none is
  /// sent what is not encoded.
  public static boolean accepts(List<String> acceptEncoding, String coding) {
    int weight = 0;
    boolean named = false;
    for (String member : members(acceptEncoding)) {
      List<String> parts = split(member, ';');
      String name = HeaderSyntax.strip(parts.getFirst()).toLowerCase(Locale.ROOT);
      if (name.equals(coding)) {
        weight = weight(parts);
        named = true;
      } else if (name.equals("*") && !named) {
        weight = weight(parts);
      }
    }
    return weight > 0;
  }

  /// Thousandths (RFC 9110 section 12.4.2); a weight that is none counts as nothing wanted.
  private static int weight(List<String> parts) {
    for (String part : parts.subList(1, parts.size())) {
      String text = HeaderSyntax.strip(part);
      if (text.toLowerCase(Locale.ROOT).startsWith("q=")) {
        String number = text.substring(2);
        return number.matches("0(\\.[0-9]{0,3})?|1(\\.0{0,3})?")
            ? (int) Math.round(Double.parseDouble(number) * WEIGHT_ONE)
            : 0;
      }
    }
    return WEIGHT_ONE;
  }

  /// Whether If-None-Match names a tag: a list, compared weakly, or `*` (RFC 9110 section 13.1.2).
  ///
  /// @param tag with its quotation marks
  public static boolean matches(List<String> ifNoneMatch, String tag) {
    return members(ifNoneMatch).stream()
        .anyMatch(member -> member.equals("*") || member.equals(tag) || member.equals("W/" + tag));
  }

  /// The type and subtype of a Content-Type, in lower case, without its parameters (RFC 9110
  /// section 8.3.1).
  public static Optional<String> mediaType(List<String> contentType) {
    if (contentType.size() != 1) {
      return Optional.empty();
    }
    String type = HeaderSyntax.strip(split(contentType.getFirst(), ';').getFirst());
    int slash = type.indexOf('/');
    boolean readable =
        slash > 0
            && HeaderSyntax.isToken(type.substring(0, slash))
            && HeaderSyntax.isToken(type.substring(slash + 1));
    return readable ? Optional.of(type.toLowerCase(Locale.ROOT)) : Optional.empty();
  }

  /// The bearer token of a request (RFC 6750 section 2.1, RFC 9110 section 11.4).
  public static Credentials credentials(List<String> authorization) {
    if (authorization.size() > 1) {
      return new Credentials.Unreadable();
    }
    if (authorization.isEmpty()) {
      return new Credentials.None();
    }
    String text = HeaderSyntax.strip(authorization.getFirst());
    int space = text.indexOf(' ');
    String scheme = space < 0 ? text : text.substring(0, space);
    if (!scheme.toLowerCase(Locale.ROOT).equals(BEARER)) {
      return new Credentials.None();
    }
    String token = space < 0 ? "" : HeaderSyntax.strip(text.substring(space));
    return token.matches("[A-Za-z0-9._~+/-]+=*")
        ? new Credentials.Bearer(token)
        : new Credentials.Unreadable();
  }
}
