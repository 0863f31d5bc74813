package dev.gavel.gateway.api;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// How often a client may try to log in, and how often a password of one e-mail address may be
/// wrong. The client is asked first, and alone when it must wait: a client that is refused takes
/// nothing from the owner of an address. From where that owner logged in before, wrong passwords
/// typed elsewhere keep the owner out of nothing. Thread-safe; time is given.
final class LoginLimiter {
  /// Fixed: pairs of an e-mail address and a client that are remembered, the newest.
  static final int MAX_KNOWN = 10_000;

  private record Known(String email, String client) {}

  private final Buckets byClient;
  private final Buckets byEmail;
  private final Map<Known, Boolean> known =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Known, Boolean> eldest) {
          return size() > MAX_KNOWN;
        }
      };

  LoginLimiter(int perMinute) {
    this.byClient = new Buckets(perMinute);
    this.byEmail = new Buckets(perMinute);
  }

  /// Counts a try of a client; 0 when it may, else how long it must wait, milliseconds.
  long attempt(String client, long nowMs) {
    return byClient.take(client, nowMs);
  }

  /// How long passwords of an e-mail address may not be tried from there, milliseconds.
  synchronized long locked(String client, String email, long nowMs) {
    return known.containsKey(new Known(plain(email), client))
        ? 0
        : byEmail.wait(plain(email), nowMs);
  }

  void wrongPassword(String email, long nowMs) {
    byEmail.take(plain(email), nowMs);
  }

  synchronized void loggedIn(String client, String email) {
    known.put(new Known(plain(email), client), true);
  }

  private static String plain(String email) {
    return email.toLowerCase(Locale.ROOT);
  }
}
