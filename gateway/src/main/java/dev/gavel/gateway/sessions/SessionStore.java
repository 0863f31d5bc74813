package dev.gavel.gateway.sessions;

import java.util.function.Consumer;

/// What gateways share about sessions. Never throws, never waits long: when the store is away,
/// gateways know only their own.
public interface SessionStore extends AutoCloseable {

  /// Keeps a session with its user for [Sessions#SESSION_LIFE] from now.
  void keep(String session, String user);

  /// Tells every gateway, this one too. What cannot be told now is told when the store is back.
  void announce(Logout logout);

  /// Hears every logout: first those still in store, then each as it comes, some twice. Call once.
  void listen(Consumer<Logout> heard);

  @Override
  void close();
}
