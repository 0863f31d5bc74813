package dev.gavel.gateway.peer;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Percent escapes (RFC 3986 section 2.1) of UTF-8, as `decodeURIComponent` reads them.
public final class PercentEncoding {
  private static final int HEX = 16;

  private PercentEncoding() {}

  /// The text that was escaped; empty where an escape is none or the bytes are not UTF-8.
  public static Optional<String> decoded(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) != '%') {
        bytes.writeBytes(text.substring(i, i + 1).getBytes(StandardCharsets.UTF_8));
        continue;
      }
      int value = i + 2 < text.length() ? escaped(text.charAt(i + 1), text.charAt(i + 2)) : -1;
      if (value < 0) {
        return Optional.empty();
      }
      bytes.write(value);
      i += 2;
    }
    try {
      ByteBuffer all = ByteBuffer.wrap(bytes.toByteArray());
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(all).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static int escaped(char high, char low) {
    int upper = Character.digit(high, HEX);
    int lower = Character.digit(low, HEX);
    return upper < 0 || lower < 0 ? -1 : upper * HEX + lower;
  }
}
