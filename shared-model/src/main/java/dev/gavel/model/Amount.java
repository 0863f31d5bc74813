package dev.gavel.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

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
  record Invalid(String text) implements Amount {
    @Override
    public long minor() {
      return 0;
    }
  }

  /// Digits, but more than [#MAX_MINOR]: answered with AMOUNT_TOO_LARGE.
  record TooLarge(String text) implements Amount {
    @Override
    public long minor() {
      return 0;
    }
  }

  /// The amount; 0 for what is none.
  long minor();

  /// Why this is no amount.
  default Optional<Refusal> refusal() {
    return switch (this) {
      case Exact _ -> Optional.empty();
      case Invalid _ -> Optional.of(Refusal.AMOUNT_INVALID);
      case TooLarge _ -> Optional.of(Refusal.AMOUNT_TOO_LARGE);
    };
  }

  /// Reads what a client sent as an amount: an integer of JSON, or a string ([#parse]). Everything
  /// else (fractions, exponents, booleans, null, lists) is [Invalid].
  static Amount of(JsonNode node) {
    if (node.isTextual()) {
      return parse(node.textValue());
    }
    if (node.isIntegralNumber()) {
      String digits = node.asText();
      return digits.charAt(0) == '-' ? new Invalid(kept(digits)) : parse(digits);
    }
    // With its type before it: 15.0 may be printed as 15, and must not read as an amount later.
    return new Invalid(kept(node.getNodeType() + " " + node.asText()));
  }

  /// Reads a string of ASCII digits without sign, leading zero, space, comma, dot or exponent.
  static Amount parse(String text) {
    if (text.isEmpty() || text.charAt(0) == '0') {
      return new Invalid(kept(text));
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return new Invalid(kept(text));
      }
    }
    if (text.length() > 16 || Long.parseLong(text) > MAX_MINOR) {
      return new TooLarge(text.substring(0, Math.min(text.length(), MAX_TEXT_CHARS)));
    }
    return new Exact(Long.parseLong(text));
  }

  /// Cut so that what remains is still no amount.
  private static String kept(String text) {
    return text.length() > MAX_TEXT_CHARS ? text.substring(0, MAX_TEXT_CHARS - 1) + "\u2026" : text;
  }
}
