package dev.gavel.local;

import dev.gavel.local.seed.OwnerOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;

/// The key that signs this folder's tokens: made by the first start, kept, so that a login outlives
/// a restart.
final class Secret {
  private static final int BYTES = 32;

  private Secret() {}

  /// The key as 43 characters of base64url.
  static String of(Path folder) throws IOException {
    Path file = folder.resolve("secret");
    if (Files.exists(file)) {
      return Files.readString(file).strip();
    }
    byte[] key = new byte[BYTES];
    new SecureRandom().nextBytes(key);
    String text = Base64.getUrlEncoder().withoutPadding().encodeToString(key);
    Files.writeString(OwnerOnly.create(file), text);
    return text;
  }
}
