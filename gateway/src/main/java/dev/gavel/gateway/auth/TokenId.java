package dev.gavel.gateway.auth;

import dev.gavel.gateway.peer.Handshake;
import dev.gavel.gateway.peer.HeaderValues;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What a token is called where it must not be told: the first half of its SHA-256. Every token has
/// one, whoever issued it, with `jti` or without.
public final class TokenId {
  private static final int BYTES = 16;

  /// No token has this form.
  private static final String UNREADABLE = ".";

  private TokenId() {}

  public static String of(String token) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(Arrays.copyOf(hash, BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /// Of the token that a request came with; empty when it came with none, or with several.
  public static Optional<String> of(Handshake handshake) {
    Set<String> tokens = tokens(handshake);
    return tokens.size() == 1 ? Optional.of(of(tokens.iterator().next())) : Optional.empty();
  }

  /// The distinct tokens of a request: cookies, and a bearer token for programs. An Authorization
  /// of ours that cannot be read stands for a token that was never issued: refused, not ignored.
  static Set<String> tokens(Handshake handshake) {
    Set<String> found = new TreeSet<>(handshake.cookies().getOrDefault(Cookies.TOKEN, List.of()));
    switch (HeaderValues.credentials(handshake.headerValues("authorization"))) {
      case HeaderValues.Credentials.None() -> {}
      case HeaderValues.Credentials.Bearer(String token) -> found.add(token);
      case HeaderValues.Credentials.Unreadable() -> found.add(UNREADABLE);
    }
    found.remove("");
    return found;
  }
}
