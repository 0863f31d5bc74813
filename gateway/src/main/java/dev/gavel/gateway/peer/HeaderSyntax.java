package dev.gavel.gateway.peer;

/// The characters that heads are made of (RFC 9110 section 5.6).
public final class HeaderSyntax {
  private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

  private HeaderSyntax() {}

  public static boolean isAlphanumeric(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  public static boolean isToken(String text) {
    return !text.isEmpty()
        && text.chars().allMatch(c -> isAlphanumeric((char) c) || TOKEN_MARKS.indexOf(c) >= 0);
  }

  /// Visible characters, spaces, tabs and bytes beyond ASCII (RFC 9110 section 5.5).
  public static boolean isFieldValue(String text) {
    return text.chars().allMatch(c -> c == '\t' || (c >= ' ' && c != 0x7f && c <= 0xff));
  }

  /// Without spaces and tabs at both ends; other white space is none here.
  public static String strip(String text) {
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
}
