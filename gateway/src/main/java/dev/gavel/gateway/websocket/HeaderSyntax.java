package dev.gavel.gateway.websocket;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The characters of heads and the lists in field values (RFC 9110 section 5.6).
final class HeaderSyntax {
  private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

  private HeaderSyntax() {}

  static boolean isAlphanumeric(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  static boolean isToken(String text) {
    return !text.isEmpty()
        && text.chars()
            .allMatch(c -> isAlphanumeric((char) c) || TOKEN_MARKS.indexOf(c) >= 0);
  }

  /// Visible characters, spaces, tabs and bytes beyond ASCII (RFC 9110 section 5.5).
  static boolean isFieldValue(String text) {
    return text.chars().allMatch(c -> c == '\t' || (c >= ' ' && c != 0x7f && c <= 0xff));
  }

  /// Without spaces and tabs at both ends; other white space is none here.
  static String strip(String text) {
    int from = 0;
    int until = text.length();
    while (from < until && isBlank(text.charAt(from))) {
      from++;
    }
    while (until > from && isBlank(text.charAt(until - 1))) {
      until--;
    }
    return text.substring(from, until);
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  /// The members of all fields of one name as one list, in lower case, without the empty ones
  /// (RFC 9110 sections 5.3 and 5.6.1).
  static List<String> tokens(List<String> values) {
    List<String> tokens = new ArrayList<>();
    for (String value : values) {
      for (String member : value.split(",", -1)) {
        String token = strip(member).toLowerCase(Locale.ROOT);
        if (!token.isEmpty()) {
          tokens.add(token);
        }
      }
    }
    return tokens;
  }
}
