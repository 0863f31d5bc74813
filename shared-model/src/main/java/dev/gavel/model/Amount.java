package dev.gavel.model;

/// What somebody offered, as they said it. A wish may carry nonsense: the engine refuses it, from
/// the log, so that the refusal can be proved (README: "Amounts").
public sealed interface Amount {

  /// Largest amount, 2^53-1: what every JSON reader holds exactly.
  long MAX_MINOR = (1L << 53) - 1;

  /// Longest text of an unusable amount that is kept; longer ones are cut.
  int MAX_TEXT_CHARS = 64;

  /// A whole positive number of the currency's minor unit, at most [#MAX_MINOR].
  record Exact(long minor) implements Amount {
    public Exact {
      if (minor <= 0 || minor > MAX_MINOR) {
        throw new IllegalArgumentException("not an amount: " + minor);
      }
    }
  }

  /// Not an amount: answered with AMOUNT_INVALID.
  record Invalid(String text) implements Amount {}

  /// Digits, but more than [#MAX_MINOR]: answered with AMOUNT_TOO_LARGE.
  record TooLarge(String text) implements Amount {}

  /// Reads a string of ASCII digits without sign, leading zero, space, comma, dot or exponent.
  static Amount parse(String text) {
    String kept = text.length() > MAX_TEXT_CHARS ? text.substring(0, MAX_TEXT_CHARS) : text;
    if (text.isEmpty() || text.charAt(0) == '0') {
      return new Invalid(kept);
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return new Invalid(kept);
      }
    }
    if (text.length() > 16 || Long.parseLong(text) > MAX_MINOR) {
      return new TooLarge(kept);
    }
    return new Exact(Long.parseLong(text));
  }
}
