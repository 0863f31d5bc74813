package dev.gavel.gateway.auth;

import static dev.gavel.gateway.auth.Handshakes.NOW_MS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gavel.gateway.auth.TokenCheck.Verdict;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenCheckTest {
  private static final String SECRET = "a secret that is long enough for HS256, at last";
  private static final long EXP = NOW_MS / 1000 + 600;

  private final TokenCheck check =
      new TokenCheck(new SecretKeys(SECRET), Optional.of("gavel"), Optional.of("rooms"));

  /// Signs any header and claims, as a careless or hostile issuer might.
  static String sign(String header, String claims, String secret) {
    try {
      Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
      String content =
          base64.encodeToString(header.getBytes(UTF_8))
              + "."
              + base64.encodeToString(claims.getBytes(UTF_8));
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
      return content + "." + base64.encodeToString(mac.doFinal(content.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static String claims(String rest) {
    return "{\"sub\":\"u1\",\"iss\":\"gavel\",\"aud\":\"rooms\"" + rest + "}";
  }

  private static final String HS256 = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";

  @Test
  void aTokenOfTheMintIsTakenWithItsRoleAndEnd() {
    TokenMint mint =
        new TokenMint(new SecretKeys(SECRET), Optional.of("gavel"), Optional.of("rooms"), 600);
    assertThat(check.check(mint.issue("u1", "staff", NOW_MS), NOW_MS))
        .isEqualTo(new Verdict.Good("u1", "staff", NOW_MS + 600_000));
  }

  @Test
  void aTokenWithoutKeyIdAndRoleAsOtherIssuersWriteItIsABidders() {
    String token = sign(HS256, claims(",\"exp\":" + EXP), SECRET);
    assertThat(check.check(token, NOW_MS)).isEqualTo(new Verdict.Good("u1", "bidder", EXP * 1000));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"uid\":\"u7\",\"exp\":EXP,\"groups\":[\"x\",\"auctioneers\"]}|u7 staff",
        "{\"uid\":\"u7\",\"exp\":EXP,\"groups\":\"auctioneers\"}|u7 staff",
        "{\"uid\":\"u7\",\"exp\":EXP,\"groups\":[\"staff\"]}|u7 bidder",
        "{\"uid\":\"u7\",\"exp\":EXP,\"groups\":{\"auctioneers\":true}}|u7 bidder",
        "{\"uid\":\"u7\",\"exp\":EXP,\"role\":\"staff\"}|u7 bidder",
        "{\"sub\":\"u7\",\"exp\":EXP}|subject",
        "{\"uid\":7,\"exp\":EXP}|subject",
      })
  void otherSystemsHaveClaimsOfTheirOwn(String claims, String expected) {
    TokenCheck elsewhere =
        new TokenCheck(
            new SecretKeys(SECRET),
            Optional.empty(),
            Optional.empty(),
            new TokenCheck.Claims("uid", "groups", "auctioneers"));
    String token = sign(HS256, claims.replace("EXP", Long.toString(EXP)), SECRET);
    String found =
        switch (elsewhere.check(token, NOW_MS)) {
          case Verdict.Good(var user, var role, _) -> user + " " + role;
          case Verdict.Expired() -> "expired";
          case Verdict.Bad(var why) -> why;
        };
    assertThat(found).isEqualTo(expected);
  }

  @Test
  void anEndIsMandatory() {
    assertThat(check.check(sign(HS256, claims(""), SECRET), NOW_MS))
        .isEqualTo(new Verdict.Bad("no end"));
  }

  @Test
  void whatIsOverIsToldApart() {
    String token = sign(HS256, claims(",\"exp\":" + (NOW_MS / 1000 - 6)), SECRET);
    assertThat(check.check(token, NOW_MS)).isEqualTo(new Verdict.Expired());
  }

  @Test
  void clocksMayDifferAFewSeconds() {
    String token = sign(HS256, claims(",\"exp\":" + (NOW_MS / 1000 - 3)), SECRET);
    assertThat(check.check(token, NOW_MS)).isInstanceOf(Verdict.Good.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"alg\":\"none\"}|algorithm",
        "{\"alg\":\"NonE\"}|algorithm",
        "{\"alg\":\"HS512\"}|algorithm",
        "{\"alg\":\"RS256\"}|algorithm",
        "{\"typ\":\"JWT\"}|algorithm",
        "{\"alg\":\"HS256\",\"kid\":\"../../x\"}|signature",
        "{\"alg\":\"HS256\",\"kid\":\"shared\"}|signature",
      })
  void theKeyPinsTheAlgorithm(String header, String why) {
    String token = sign(header, claims(",\"exp\":" + EXP), SECRET);
    assertThat(check.check(token, NOW_MS)).isEqualTo(new Verdict.Bad(why));
  }

  @Test
  void anUnsignedTokenIsRefused() {
    String token = sign("{\"alg\":\"none\"}", claims(",\"exp\":" + EXP), SECRET);
    String unsigned = token.substring(0, token.lastIndexOf('.') + 1);
    assertThat(check.check(unsigned, NOW_MS)).isInstanceOf(Verdict.Bad.class);
  }

  @Test
  void anotherSecretIsRefused() {
    String token = sign(HS256, claims(",\"exp\":" + EXP), SECRET + "!");
    assertThat(check.check(token, NOW_MS)).isEqualTo(new Verdict.Bad("signature"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"sub\":\"u1\",\"aud\":\"rooms\",\"exp\":EXP}",
        "{\"sub\":\"u1\",\"iss\":\"other\",\"aud\":\"rooms\",\"exp\":EXP}",
        "{\"sub\":\"u1\",\"iss\":\"gavel\",\"exp\":EXP}",
        "{\"sub\":\"u1\",\"iss\":\"gavel\",\"aud\":\"other\",\"exp\":EXP}",
        "{\"sub\":\"u1\",\"iss\":\"gavel\",\"aud\":\"rooms\",\"exp\":EXP,\"nbf\":EXP}",
        "{\"sub\":\"u1\",\"iss\":\"gavel\",\"aud\":\"rooms\",\"exp\":EXP,\"iat\":EXP}",
        "{\"sub\":\"u1\",\"iss\":\"gavel\",\"aud\":\"rooms\",\"exp\":\"EXP\"}",
        "{\"sub\":\"u1\",\"iss\":\"gavel\",\"aud\":\"rooms\",\"exp\":1e400}",
        "{\"iss\":\"gavel\",\"aud\":\"rooms\",\"exp\":EXP}",
        "{\"sub\":\"\",\"iss\":\"gavel\",\"aud\":\"rooms\",\"exp\":EXP}",
        "{\"sub\":\"a b\\r\\n\",\"iss\":\"gavel\",\"aud\":\"rooms\",\"exp\":EXP}",
        "{\"sub\":7,\"iss\":\"gavel\",\"aud\":\"rooms\",\"exp\":EXP}",
        "[]",
        "",
      })
  void wrongClaimsAreRefused(String claims) {
    String token = sign(HS256, claims.replace("EXP", Long.toString(EXP)), SECRET);
    assertThat(check.check(token, NOW_MS)).isInstanceOf(Verdict.Bad.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "a.b.c", "a.b.c.d.e", "%%%.%%%.%%%", "한글"})
  void garbageIsAVerdictNotAnException(String token) {
    assertThat(check.check(token, NOW_MS)).isInstanceOf(Verdict.Bad.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"sub\":\"u1\",\"sub\":\"u2\",\"iss\":\"gavel\",\"aud\":\"rooms\",\"exp\":EXP}",
        "{\"sub\":\"u1\",\"iss\":\"gavel\",\"aud\":\"rooms\",\"exp\":1,\"exp\":EXP}",
        "{\"sub\":\"u1\",\"iss\":\"gavel\",\"aud\":\"rooms\",\"exp\":EXP} {}",
        "{\"sub\":\"u1\",\"iss\":\"gavel\",\"aud\":\"rooms\",\"exp\":EXP,\"a\":[[[[[[[[[1]]]]]]]]]}",
      })
  void twoReadersCannotReadATokenDifferently(String claims) {
    String token = sign(HS256, claims.replace("EXP", Long.toString(EXP)), SECRET);
    assertThat(check.check(token, NOW_MS)).isEqualTo(new Verdict.Bad("form"));
  }

  @Test
  void aHeadersNameStandsOnce() {
    String twice = "{\"alg\":\"none\",\"alg\":\"HS256\"}";
    String token = sign(twice, claims(",\"exp\":" + EXP), SECRET);
    assertThat(check.check(token, NOW_MS)).isEqualTo(new Verdict.Bad("form"));
  }

  @ParameterizedTest
  @CsvSource({
    "JWT, true",
    "jwt, true",
    "at+jwt, true",
    "application/at+jwt, true",
    "id+jwt, false",
    "logout+jwt, false",
    "dpop+jwt, false",
    "secevent+jwt, false",
  })
  void aTokenForAnotherPurposeIsRefused(String type, boolean taken) {
    String header = "{\"alg\":\"HS256\",\"typ\":\"" + type + "\"}";
    String token = sign(header, claims(",\"exp\":" + EXP), SECRET);
    assertThat(check.check(token, NOW_MS) instanceof Verdict.Good).isEqualTo(taken);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"alg\":\"HS256\",\"jku\":\"https://evil.example/keys\"}",
        "{\"alg\":\"HS256\",\"x5u\":\"https://evil.example/cert\"}",
        "{\"alg\":\"HS256\",\"jwk\":{\"kty\":\"oct\",\"k\":\"c2VjcmV0\"}}",
      })
  void aKeyThatTheTokenBringsIsNotLookedAt(String header) {
    String mine = "another secret that is long enough for HS256 as well";
    assertThat(check.check(sign(header, claims(",\"exp\":" + EXP), mine), NOW_MS))
        .isEqualTo(new Verdict.Bad("signature"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"12\"",
        "-1",
        "0",
        "1e400",
        "1e-400",
        "null",
        "true",
        "[1]",
        "99999999999999999999"
      })
  void anEndIsANumberOfThisMillennium(String end) {
    assertThat(check.check(sign(HS256, claims(",\"exp\":" + end), SECRET), NOW_MS))
        .isNotInstanceOf(Verdict.Good.class);
  }

  @Test
  void aTokenOfTheLargestSizeIsJudgedQuickly() {
    String pad = ",\"pad\":\"" + "x".repeat(5_000) + "\"";
    String token = sign(HS256, claims(",\"exp\":" + EXP + pad), SECRET);
    assertThat(token.length()).isLessThan(TokenCheck.MAX_CHARS);
    assertThat(check.check(token, NOW_MS)).isInstanceOf(Verdict.Good.class);
    String five = token + ".a.b";
    assertThat(check.check(five, NOW_MS)).isEqualTo(new Verdict.Bad("form"));
  }

  @Test
  void tokensHaveALimit() {
    assertThat(check.check("a".repeat(TokenCheck.MAX_CHARS + 1), NOW_MS))
        .isEqualTo(new Verdict.Bad("size"));
  }
}
