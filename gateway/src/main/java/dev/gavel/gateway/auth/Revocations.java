package dev.gavel.gateway.auth;

/// Tokens that are over before their time, by logout.
@FunctionalInterface
public interface Revocations {

  /// Whether the token of this name ([TokenId]) is taken back. Answers from memory.
  boolean revoked(String tokenId);

  /// Where nobody logs out.
  static Revocations none() {
    return _ -> false;
  }
}
