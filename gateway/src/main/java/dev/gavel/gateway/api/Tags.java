package dev.gavel.gateway.api;

import dev.gavel.gateway.peer.HeaderValues;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Answers that are not sent twice (RFC 9110 section 13).
final class Tags {
  private static final int TAG_BYTES = 12;

  private Tags() {}

  /// The reply with its tag, or 304 when whoever asks has it already.
  static Reply answer(Call call, Reply reply) {
    String tag = '"' + digest(reply.body()) + '"';
    if (!HeaderValues.matches(call.handshake().headerValues("if-none-match"), tag)) {
      return orAskAgain(reply).with("ETag", tag);
    }
    return orAskAgain(Reply.of(304, "", "")).with("ETag", tag);
  }

  /// Kept by the browser alone, and asked about each time: part of it is for one person's eyes.
  private static Reply orAskAgain(Reply reply) {
    boolean said =
        reply.headers().stream().anyMatch(h -> h.getKey().equalsIgnoreCase("cache-control"));
    return said ? reply : reply.with("Cache-Control", "private, no-cache");
  }

  private static String digest(byte[] bytes) {
    try {
      byte[] sum = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(sum, 0, TAG_BYTES);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
