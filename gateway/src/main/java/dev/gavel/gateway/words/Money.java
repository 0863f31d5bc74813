package dev.gavel.gateway.words;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.Locale;

/// Amounts as the original wrote them: `150000원`, no thousands separator.
final class Money {
  private Money() {}

  /// Other currencies: the major unit with all decimals, then the code.
  static String text(long minor, String currency) {
    if (currency.equals("KRW")) {
      return minor + "원";
    }
    return BigDecimal.valueOf(minor, decimals(currency)).toPlainString() + " " + currency;
  }

  private static int decimals(String currency) {
    try {
      return Math.max(
          0, Currency.getInstance(currency.toUpperCase(Locale.ROOT)).getDefaultFractionDigits());
    } catch (IllegalArgumentException nobodysCurrency) {
      return 0;
    }
  }
}
