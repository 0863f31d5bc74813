package dev.gavel.gateway.sessions;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// Twin of [RedisSessionStore] for gateways of one JVM.
public final class MemorySessionStore implements SessionStore {
  private final Map<String, String> users = new ConcurrentHashMap<>();
  private final List<Logout> logouts = new CopyOnWriteArrayList<>();
  private final List<Consumer<Logout>> listeners = new CopyOnWriteArrayList<>();

  @Override
  public void keep(String session, String user) {
    users.put(session, user);
  }

  Optional<String> userOf(String session) {
    return Optional.ofNullable(users.get(session));
  }

  @Override
  public void announce(Logout logout) {
    logouts.add(logout);
    listeners.forEach(listener -> listener.accept(logout));
  }

  @Override
  public void listen(Consumer<Logout> heard) {
    listeners.add(heard);
    logouts.forEach(heard);
  }

  @Override
  public void close() {}
}
