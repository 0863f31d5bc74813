package dev.gavel.gateway.auth;

import io.helidon.security.jwt.SignedJwt;
import java.util.Set;

/// What tokens are verified with.
public sealed interface Keys permits SecretKeys, RemoteKeys {

  /// The only algorithms that a token may name.
  Set<String> algorithms();

  /// Whether the signature is right by one of these keys. Tokens without `kid` are taken by a
  /// single key only.
  boolean verify(SignedJwt token);
}
