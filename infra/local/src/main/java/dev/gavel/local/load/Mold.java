package dev.gavel.local.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;

/// A frame that is sent again and again with other numbers in it: written once, then filled in.
final class Mold {
  /// Stands for the request's number.
  static final String NUMBER = "\u0001";

  /// Stands for the amount.
  static final String AMOUNT = "\u0002";

  private static final int MAX_DIGITS = 19;

  private final List<byte[]> parts = new ArrayList<>();
  private final StringBuilder holes = new StringBuilder();
  private int fixed;

  /// @param text with [#NUMBER] and [#AMOUNT] where the numbers go
  Mold(String text) {
    int from = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || text.charAt(i) == NUMBER.charAt(0) || isAmount(text.charAt(i))) {
        byte[] part = text.substring(from, i).getBytes(UTF_8);
        parts.add(part);
        fixed += part.length;
        from = i + 1;
        if (i < text.length()) {
          holes.append(text.charAt(i));
        }
      }
    }
  }

  private static boolean isAmount(char c) {
    return c == AMOUNT.charAt(0);
  }

  /// The frame with these numbers, both at least 0.
  byte[] frame(long number, long amount) {
    byte[] digits = new byte[MAX_DIGITS];
    int length = fixed;
    for (int i = 0; i < holes.length(); i++) {
      length += digits(isAmount(holes.charAt(i)) ? amount : number, digits);
    }
    byte[] frame = FrameStream.textOf(length);
    int at = frame.length - length;
    for (int i = 0; i < parts.size(); i++) {
      byte[] part = parts.get(i);
      System.arraycopy(part, 0, frame, at, part.length);
      at += part.length;
      if (i < holes.length()) {
        int count = digits(isAmount(holes.charAt(i)) ? amount : number, digits);
        System.arraycopy(digits, MAX_DIGITS - count, frame, at, count);
        at += count;
      }
    }
    return frame;
  }

  /// Writes to the end of `into`.
  private static int digits(long value, byte[] into) {
    int at = MAX_DIGITS;
    long rest = value;
    do {
      into[--at] = (byte) ('0' + rest % 10);
      rest /= 10;
    } while (rest > 0);
    return MAX_DIGITS - at;
  }
}
