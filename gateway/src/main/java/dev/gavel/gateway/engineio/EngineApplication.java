package dev.gavel.gateway.engineio;

/// What lives above the sessions.
@FunctionalInterface
public interface EngineApplication {

  /// A session has begun; it may be sent to at once. Must not block.
  EngineListener open(EngineSession session);
}
