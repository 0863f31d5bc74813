package dev.gavel.gateway.auth;

import dev.gavel.runtime.address.SecretFile;
import io.helidon.security.jwt.SignedJwt;
import io.helidon.security.jwt.jwk.Jwk;
import io.helidon.security.jwt.jwk.JwkKeys;
import io.helidon.security.jwt.jwk.JwkOctet;
import jakarta.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Shared secrets, HS256. The first one signs, all of them are taken: a secret is replaced by
/// putting the new one before it, and taking it out when its last token has ended. Secrets in a
/// file are read again while the gateway runs.
public final class SecretKeys implements Keys {
  private static final Logger LOG = LoggerFactory.getLogger(SecretKeys.class);

  /// RFC 7518 section 3.2: a key as long as the hash, at least.
  public static final int MIN_BYTES = 32;

  /// More secrets at once are a mistake: every one is tried on a wrong token.
  static final int MAX_SECRETS = 4;

  /// A file is looked at when a token is checked or made, but not more often than this.
  static final long LOOK_EVERY_MS = 5_000;

  private record Ring(List<String> secrets, List<JwkOctet> keys) {
    static Ring of(List<String> secrets) {
      if (secrets.size() > MAX_SECRETS) {
        throw new IllegalArgumentException("token secrets: at most " + MAX_SECRETS);
      }
      return new Ring(secrets, secrets.stream().map(SecretKeys::key).toList());
    }
  }

  private final Optional<SecretFile> file;
  private final LongSupplier clockMs;
  private final JwkKeys none = JwkKeys.builder().build();
  private volatile Ring ring;
  private volatile long lookedMs;
  private boolean complained;

  /// One secret, for as long as the process lives.
  public SecretKeys(String secret) {
    this.file = Optional.empty();
    this.clockMs = () -> 0;
    this.ring = Ring.of(List.of(secret));
  }

  /// Secrets from a file, one a line, the newest first.
  ///
  /// @throws IllegalArgumentException when there is no usable secret in it now; later the last ones
  ///   that were usable are kept
  public SecretKeys(SecretFile file, LongSupplier clockMs) {
    this.file = Optional.of(file);
    this.clockMs = clockMs;
    this.lookedMs = clockMs.getAsLong();
    try {
      this.ring = Ring.of(file.lines());
    } catch (IOException e) {
      throw new IllegalArgumentException("token secrets: " + e.getMessage(), e);
    }
  }

  private static JwkOctet key(String secret) {
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    if (bytes.length < MIN_BYTES) {
      throw new IllegalArgumentException("token secret: at least 32 bytes (HS256)");
    }
    return JwkOctet.create(
        Json.createObjectBuilder()
            .add(Jwk.PARAM_KEY_TYPE, Jwk.KEY_TYPE_OCT)
            .add(Jwk.PARAM_KEY_ID, "shared")
            .add(Jwk.PARAM_ALGORITHM, JwkOctet.ALG_HS256)
            .add(
                JwkOctet.PARAM_OCTET_KEY,
                Base64.getUrlEncoder().withoutPadding().encodeToString(bytes))
            .build());
  }

  private Ring now() {
    if (file.isPresent() && clockMs.getAsLong() - lookedMs >= LOOK_EVERY_MS) {
      look(file.get());
    }
    return ring;
  }

  private synchronized void look(SecretFile at) {
    lookedMs = clockMs.getAsLong();
    try {
      List<String> secrets = at.lines();
      if (!secrets.equals(ring.secrets())) {
        ring = Ring.of(secrets);
        LOG.info("token secrets were read anew, {} are taken", secrets.size());
      }
      complained = false;
    } catch (IOException | IllegalArgumentException unusable) {
      if (!complained) {
        LOG.warn("token secrets stay as they were: {}", unusable.getMessage());
      }
      complained = true;
    }
  }

  @Override
  public Set<String> algorithms() {
    return Set.of(JwkOctet.ALG_HS256);
  }

  @Override
  public boolean verify(SignedJwt token) {
    // Issuers that sign with a secret name no key: the key is the default, not looked up.
    return token.getJwt().keyId().isEmpty()
        && now().keys().stream().anyMatch(key -> token.verifySignature(none, key).isValid());
  }

  /// What signs.
  JwkOctet key() {
    return now().keys().getFirst();
  }
}
