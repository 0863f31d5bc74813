package dev.gavel.gateway.auth;

import io.helidon.security.jwt.Jwt;
import io.helidon.security.jwt.SignedJwt;
import io.helidon.security.jwt.jwk.JwkOctet;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// Issues the access tokens of the built-in login.
public final class TokenMint {
  private final SecretKeys keys;
  private final Optional<String> issuer;
  private final Optional<String> audience;
  private final int lifeS;

  public TokenMint(SecretKeys keys, Optional<String> issuer, Optional<String> audience, int lifeS) {
    this.keys = keys;
    this.issuer = issuer;
    this.audience = audience;
    this.lifeS = lifeS;
  }

  /// A token for `userId` from `nowMs` on.
  ///
  /// @param role `bidder` or `staff`
  public String issue(String userId, String role, long nowMs) {
    Instant now = Instant.ofEpochMilli(nowMs);
    Jwt.Builder jwt =
        Jwt.builder()
            .algorithm(JwkOctet.ALG_HS256)
            .type("JWT")
            .subject(userId)
            .addPayloadClaim("role", role)
            .jwtId(UUID.randomUUID().toString())
            .issueTime(now)
            .expirationTime(now.plusSeconds(lifeS));
    issuer.ifPresent(jwt::issuer);
    audience.ifPresent(jwt::addAudience);
    return SignedJwt.sign(jwt.build(), keys.key()).tokenContent();
  }

  /// How long tokens live, seconds.
  public int lifeS() {
    return lifeS;
  }
}
