package dev.gavel.gateway.api;

import com.password4j.Argon2Function;
import com.password4j.BadParametersException;
import com.password4j.Password;
import com.password4j.types.Argon2;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Passwords, hashed with Argon2id. Each check takes some 19 MiB and tens of milliseconds on
/// purpose, so only a few run at once.
final class Passwords {
  static final int LEAST_CHARS = 8;
  static final int MOST_CHARS = 256;

  /// OWASP's least for Argon2id: 19 MiB, two passes, one lane.
  private static final Argon2Function ARGON2 =
      Argon2Function.getInstance(19_456, 2, 1, 32, Argon2.ID);

  /// Hashes at once; more wait, at most [#WAIT_S], then are told to come back.
  private static final int AT_ONCE = Math.max(2, Runtime.getRuntime().availableProcessors());

  private static final int WAIT_S = 3;

  private final Semaphore room = new Semaphore(AT_ONCE, true);
  private final String nobodys = hashed(UUID.randomUUID().toString());

  /// Empty when there was no room.
  Optional<String> hash(String password) {
    return enter() ? Optional.of(leaving(() -> hashed(password))) : Optional.empty();
  }

  /// Whether it is the password of `hash`; empty when there was no room. Takes as long for who does
  /// not exist: their password is compared with nobody's.
  Optional<Boolean> matches(String password, Optional<String> hash) {
    if (!enter()) {
      return Optional.empty();
    }
    return Optional.of(leaving(() -> check(password, hash.orElse(nobodys)) && hash.isPresent()));
  }

  private <T> T leaving(java.util.function.Supplier<T> work) {
    try {
      return work.get();
    } finally {
      room.release();
    }
  }

  private boolean enter() {
    try {
      return room.tryAcquire(WAIT_S, TimeUnit.SECONDS);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static String hashed(String password) {
    return Password.hash(password).addRandomSalt(16).with(ARGON2).getResult();
  }

  /// By the cost that the hash itself names, so that raising ours keeps old ones working.
  private static boolean check(String password, String hash) {
    try {
      return Password.check(password, hash).with(Argon2Function.getInstanceFromHash(hash));
    } catch (BadParametersException notArgon2) {
      return false;
    }
  }
}
