package dev.gavel.model;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/// A message on a room's channel: the update's JSON as its codec writes it, and before it, when the
/// work behind it is traced, where it is (W3C `traceparent`) and a space. The trace stands outside
/// the update: receipts, windows and viewers hold the same bytes with and without it.
///
/// @param body the codec's bytes
// Nobody compares or changes the bytes; a copy a message would cost more than it guards.
@SuppressWarnings("ArrayRecordComponent")
public record Envelope(Optional<String> traceparent, byte[] body) {
  private static final int TRACEPARENT_CHARS = 55;
  private static final Pattern TRACEPARENT =
      Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

  /// Whether `text` has the form of a `traceparent`.
  public static boolean isTraceparent(String text) {
    return text.length() == TRACEPARENT_CHARS && TRACEPARENT.matcher(text).matches();
  }

  public byte[] write() {
    if (traceparent.isEmpty()) {
      return body;
    }
    byte[] head = (traceparent.get() + ' ').getBytes(StandardCharsets.US_ASCII);
    byte[] whole = Arrays.copyOf(head, head.length + body.length);
    System.arraycopy(body, 0, whole, head.length, body.length);
    return whole;
  }

  /// Never fails: what has no readable trace before it is all body, for its codec to judge.
  public static Envelope read(byte[] message) {
    if (message.length <= TRACEPARENT_CHARS
        || message[0] == '{'
        || message[TRACEPARENT_CHARS] != ' ') {
      return new Envelope(Optional.empty(), message);
    }
    String head = new String(message, 0, TRACEPARENT_CHARS, StandardCharsets.US_ASCII);
    return isTraceparent(head)
        ? new Envelope(
            Optional.of(head), Arrays.copyOfRange(message, TRACEPARENT_CHARS + 1, message.length))
        : new Envelope(Optional.empty(), message);
  }
}
