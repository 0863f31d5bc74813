package dev.gavel.gateway.words;

/// Makes what people call themselves fit to stand inside a line of text. Names are data: a name
/// must not end the line, turn its direction, or look like another's line.
public final class Harmless {
  /// Longest name in a line, characters.
  public static final int MAX_NAME_CHARS = 60;

  /// Longest address in a line, characters (RFC 5321 allows 254; nobody reads those).
  public static final int MAX_MAIL_CHARS = 120;

  private Harmless() {}

  /// A name on one line. What stands in brackets behind it is the address, so it has none itself.
  public static String name(String name) {
    String line = line(name, MAX_NAME_CHARS).replace('(', '[').replace(')', ']');
    return line.isEmpty() ? "?" : line;
  }

  public static String mail(String mail) {
    return line(mail, MAX_MAIL_CHARS).replace('(', '[').replace(')', ']');
  }

  /// Without control, formatting (bidirectional, zero-width), private and line-ending characters;
  /// cut after `most` characters.
  public static String line(String text, int most) {
    StringBuilder line = new StringBuilder(Math.min(text.length(), most));
    text.codePoints().limit(most).map(c -> isHarmless(c) ? c : ' ').forEach(line::appendCodePoint);
    return line.toString().strip();
  }

  private static boolean isHarmless(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
