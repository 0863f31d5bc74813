package dev.gavel.gateway.sessions;

import java.util.Optional;

class MemorySessionsTest extends SessionsContract {
  private final MemorySessionStore shared = new MemorySessionStore();

  @Override
  SessionStore store() {
    return shared;
  }

  @Override
  Optional<String> userOf(String sessionId) {
    return shared.userOf(sessionId);
  }
}
