package dev.gavel.gateway.auth;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;

/// The outer form of a token, looked at before anything is believed: three parts, header and claims
/// JSON objects without a name twice (two readers could each take another one), and a type that an
/// access token may have.
final class TokenForm {
  private static final int PARTS = 3;
  private static final int MAX_DEPTH = 8;

  /// RFC 8725 section 3.11: tokens for another purpose say so. Issuers of old say `JWT` or nothing.
  private static final Set<String> TYPES = Set.of("", "jwt", "at+jwt");

  private static final ObjectReader READER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .reader();

  private TokenForm() {}

  static boolean holds(String token) {
    String[] parts = token.split("\\.", -1);
    if (parts.length != PARTS || parts[PARTS - 1].isEmpty()) {
      return false;
    }
    try {
      if (!Arrays.stream(parts).allMatch(TokenForm::isCanonical)) {
        return false;
      }
      JsonNode header = object(parts[0]);
      String type = header.path("typ").asText("").toLowerCase(Locale.ROOT);
      return header.isObject()
          && object(parts[1]).isObject()
          && !header.has("crit") // no extension is understood here (RFC 7515 section 4.1.11)
          && TYPES.contains(type.startsWith("application/") ? type.substring(12) : type);
    } catch (IOException | IllegalArgumentException unreadable) {
      return false;
    }
  }

  /// Whether a part is the one spelling of its bytes (RFC 7515 section 2, RFC 4648 section 3.5):
  /// without padding, and with no bits in its last character that mean nothing. Otherwise a token
  /// had several texts, and one that was taken back would be good again under another.
  private static boolean isCanonical(String part) {
    byte[] bytes = Base64.getUrlDecoder().decode(part);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(part);
  }

  private static JsonNode object(String part) throws IOException {
    return READER.readTree(Base64.getUrlDecoder().decode(part));
  }
}
