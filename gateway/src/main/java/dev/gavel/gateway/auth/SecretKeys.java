package dev.gavel.gateway.auth;

import io.helidon.security.jwt.SignedJwt;
import io.helidon.security.jwt.jwk.Jwk;
import io.helidon.security.jwt.jwk.JwkKeys;
import io.helidon.security.jwt.jwk.JwkOctet;
import jakarta.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;

/// One shared secret, HS256.
public final class SecretKeys implements Keys {
  private final JwkOctet key;
  private final JwkKeys none = JwkKeys.builder().build();

  public SecretKeys(String secret) {
    String encoded =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(secret.getBytes(StandardCharsets.UTF_8));
    this.key =
        JwkOctet.create(
            Json.createObjectBuilder()
                .add(Jwk.PARAM_KEY_TYPE, Jwk.KEY_TYPE_OCT)
                .add(Jwk.PARAM_KEY_ID, "shared")
                .add(Jwk.PARAM_ALGORITHM, JwkOctet.ALG_HS256)
                .add(JwkOctet.PARAM_OCTET_KEY, encoded)
                .build());
  }

  @Override
  public Set<String> algorithms() {
    return Set.of(JwkOctet.ALG_HS256);
  }

  @Override
  public boolean verify(SignedJwt token) {
    // Issuers that sign with one secret name no key: the key is the default, not looked up.
    return token.getJwt().keyId().isEmpty() && token.verifySignature(none, key).isValid();
  }

  JwkOctet key() {
    return key;
  }
}
