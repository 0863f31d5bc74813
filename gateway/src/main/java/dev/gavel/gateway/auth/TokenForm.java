package dev.gavel.gateway.auth;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
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
      JsonNode header = object(parts[0]);
      String type = header.path("typ").asText("").toLowerCase(Locale.ROOT);
      return header.isObject()
          && object(parts[1]).isObject()
          && TYPES.contains(type.startsWith("application/") ? type.substring(12) : type);
    } catch (IOException | IllegalArgumentException unreadable) {
      return false;
    }
  }

  private static JsonNode object(String part) throws IOException {
    return READER.readTree(Base64.getUrlDecoder().decode(part));
  }
}
