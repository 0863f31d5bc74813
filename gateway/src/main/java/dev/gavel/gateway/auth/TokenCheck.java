package dev.gavel.gateway.auth;

import dev.gavel.model.Names;
import io.helidon.security.jwt.Jwt;
import io.helidon.security.jwt.JwtValidator;
import io.helidon.security.jwt.SignedJwt;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Judges access tokens. The algorithm is the key's, never the token's choice (RFC 8725 section
/// 3.1), an end is mandatory, and headers that name keys elsewhere are not looked at.
public final class TokenCheck {
  /// Longest token that is looked at, characters.
  public static final int MAX_CHARS = 8_192;

  /// Clocks may differ this much.
  static final Duration SKEW = Duration.ofSeconds(5);

  /// Year 5138: anything later is nonsense.
  private static final BigDecimal LATEST_S = BigDecimal.valueOf(100_000_000_000L);

  private final Keys keys;
  private final Optional<String> issuer;
  private final Optional<String> audience;
  private final Claims claims;

  /// What a token turned out to be.
  public sealed interface Verdict {
    /// A user's, and not over.
    ///
    /// @param role `bidder` or `staff`
    record Good(String userId, String role, long expiresAtMs) implements Verdict {}

    /// Was good, but its time is over.
    record Expired() implements Verdict {}

    /// Nobody's.
    ///
    /// @param why for counting, a bounded set of words; never holds any of the token
    record Bad(String why) implements Verdict {}
  }

  /// Which claims say who it is; other systems have names of their own.
  ///
  /// @param subject names the user
  /// @param role a text, or a list of them
  /// @param staff what stands there for staff; everybody else is a bidder
  public record Claims(String subject, String role, String staff) {
    public static final Claims USUAL = new Claims("sub", "role", "staff");
  }

  public TokenCheck(Keys keys, Optional<String> issuer, Optional<String> audience) {
    this(keys, issuer, audience, Claims.USUAL);
  }

  public TokenCheck(Keys keys, Optional<String> issuer, Optional<String> audience, Claims claims) {
    this.keys = keys;
    this.issuer = issuer;
    this.audience = audience;
    this.claims = claims;
  }

  /// Judges as of `nowMs`. Never throws, whatever the token holds.
  public Verdict check(String token, long nowMs) {
    if (token.length() > MAX_CHARS) {
      return new Verdict.Bad("size");
    }
    if (!TokenForm.holds(token)) {
      return new Verdict.Bad("form");
    }
    try {
      return judge(SignedJwt.parseToken(token), Instant.ofEpochMilli(nowMs));
    } catch (RuntimeException unreadable) {
      // The parser's messages hold the token: they are not logged.
      return new Verdict.Bad("form");
    }
  }

  private Verdict judge(SignedJwt signed, Instant now) {
    Jwt jwt = signed.getJwt();
    Optional<String> algorithm = jwt.algorithm();
    if (algorithm.isEmpty() || !keys.algorithms().contains(algorithm.get())) {
      return new Verdict.Bad("algorithm");
    }
    if (!keys.verify(signed)) {
      return new Verdict.Bad("signature");
    }
    Optional<Instant> end = endOf(jwt);
    if (end.isEmpty()) {
      return new Verdict.Bad("no end");
    }
    if (!end.get().plus(SKEW).isAfter(now)) {
      return new Verdict.Expired();
    }
    if (!isDate(jwt, "nbf") || !isDate(jwt, "iat")) {
      return new Verdict.Bad("dates");
    }
    if (!validator(now).validate(jwt).isValid()) {
      return new Verdict.Bad("claims");
    }
    return named(jwt, end.get());
  }

  private static Optional<Instant> endOf(Jwt jwt) {
    return date(jwt, "exp").map(end -> Instant.ofEpochSecond(end.longValue()));
  }

  private static boolean isDate(Jwt jwt, String claim) {
    return jwt.payloadClaim(claim).isEmpty() || date(jwt, claim).isPresent();
  }

  /// The parser takes any number and cuts what does not fit a long: the raw claim is looked at.
  private static Optional<BigDecimal> date(Jwt jwt, String name) {
    return jwt.payloadClaim(name)
        .filter(JsonNumber.class::isInstance)
        .map(claim -> ((JsonNumber) claim).bigDecimalValue())
        .filter(date -> date.signum() > 0 && date.compareTo(LATEST_S) < 0);
  }

  private Verdict named(Jwt jwt, Instant end) {
    Optional<String> subject =
        jwt.payloadClaim(claims.subject()).flatMap(TokenCheck::text).filter(Names::isId);
    if (subject.isEmpty()) {
      return new Verdict.Bad("subject");
    }
    boolean staff = jwt.payloadClaim(claims.role()).filter(this::saysStaff).isPresent();
    return new Verdict.Good(subject.get(), staff ? "staff" : "bidder", end.toEpochMilli());
  }

  private boolean saysStaff(JsonValue role) {
    return role instanceof JsonArray roles
        ? roles.stream().anyMatch(one -> text(one).equals(Optional.of(claims.staff())))
        : text(role).equals(Optional.of(claims.staff()));
  }

  private static Optional<String> text(JsonValue claim) {
    return claim instanceof JsonString text ? Optional.of(text.getString()) : Optional.empty();
  }

  private JwtValidator validator(Instant now) {
    JwtValidator.Builder rules =
        JwtValidator.builder()
            .addExpirationValidator(time -> time.now(now).allowedTimeSkew(SKEW).mandatory(true))
            .addNotBeforeValidator(time -> time.now(now).allowedTimeSkew(SKEW).mandatory(false))
            .addIssueTimeValidator(time -> time.now(now).allowedTimeSkew(SKEW).mandatory(false))
            .addCriticalValidator();
    issuer.ifPresent(name -> rules.addIssuerValidator(name, true));
    audience.ifPresent(
        name -> rules.addAudienceValidator(to -> to.addExpectedAudience(name).mandatory(true)));
    return rules.build();
  }
}
