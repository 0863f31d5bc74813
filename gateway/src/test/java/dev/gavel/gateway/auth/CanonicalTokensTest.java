package dev.gavel.gateway.auth;

import static dev.gavel.gateway.auth.Handshakes.NOW_MS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gavel.gateway.auth.TokenCheck.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A token has one text (RFC 7515 section 2): every other that a lenient reader would map to the
/// same bytes is refused, or one that was taken back would be good again under it.
class CanonicalTokensTest {
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  private static final String SECRET = "a secret that is long enough for HS256, at last";
  private static final int ROUNDS = 200;

  private final TokenCheck check =
      new TokenCheck(new SecretKeys(SECRET), Optional.empty(), Optional.empty());

  @Test
  void everyOtherTextOfATokensBytesIsRefused() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    int tried = 0;
    for (int round = 0; round < ROUNDS; round++) {
      TokenMint mint =
          new TokenMint(
              new SecretKeys(SECRET), Optional.empty(), Optional.empty(), 60 + random.nextInt(999));
      String token = mint.issue("u" + random.nextInt(100_000), "bidder", NOW_MS);
      assertThat(check.check(token, NOW_MS)).isInstanceOf(Verdict.Good.class);
      for (String other : otherTexts(token)) {
        tried++;
        assertThat(check.check(other, NOW_MS))
            .as("seed %d: %s for %s", seed, other, token)
            .isInstanceOf(Verdict.Bad.class);
      }
    }
    assertThat(tried).isGreaterThan(10 * ROUNDS);
  }

  /// Padding, white space, the other alphabet, and bits of a last character that mean nothing.
  private static List<String> otherTexts(String token) {
    List<String> others = new ArrayList<>();
    String[] parts = token.split("\\.", -1);
    for (int part = 0; part < parts.length; part++) {
      for (String spelled : spellings(parts[part])) {
        String[] changed = parts.clone();
        changed[part] = spelled;
        others.add(String.join(".", changed));
      }
    }
    others.add(token + ".");
    others.add("." + token);
    return others;
  }

  private static List<String> spellings(String part) {
    List<String> all =
        new ArrayList<>(List.of(part + "=", part + "==", part + "\n", part + " ", " " + part));
    String standard = part.replace('-', '+').replace('_', '/');
    if (!standard.equals(part)) {
      all.add(standard);
    }
    byte[] bytes = Base64.getUrlDecoder().decode(part);
    for (int i = 0; i < ALPHABET.length(); i++) {
      String other = part.substring(0, part.length() - 1) + ALPHABET.charAt(i);
      if (!other.equals(part) && Arrays.equals(Base64.getUrlDecoder().decode(other), bytes)) {
        all.add(other);
      }
    }
    return all;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "18446744073709551616",
        "-1",
        "0",
        "1e400",
        "\"1\"",
        "true",
        "null",
        "[1]",
        "{}",
        "9223372036854775808"
      })
  void aDateThatIsNoneIsRefusedWhicheverItIs(String value) {
    String end = "\"exp\":" + (NOW_MS / 1_000 + 600);
    for (String claim : List.of("nbf", "iat")) {
      assertBad("{\"sub\":\"u1\"," + end + ",\"" + claim + "\":" + value + "}");
    }
    assertBad("{\"sub\":\"u1\",\"exp\":" + value + "}");
  }

  private void assertBad(String claims) {
    String token = TokenCheckTest.sign("{\"alg\":\"HS256\"}", claims, SECRET);

    assertThat(check.check(token, NOW_MS)).as(claims).isInstanceOf(Verdict.Bad.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[\"exp\"]", "[]", "\"exp\"", "null"})
  void aTokenWithCriticalExtensionsIsRefused(String extensions) {
    String header = "{\"alg\":\"HS256\",\"crit\":" + extensions + "}";
    String claims = "{\"sub\":\"u1\",\"exp\":" + (NOW_MS / 1_000 + 600) + "}";

    assertThat(check.check(TokenCheckTest.sign(header, claims, SECRET), NOW_MS))
        .isInstanceOf(Verdict.Bad.class);
  }
}
