package dev.gavel.gateway.shared;

import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.util.Optional;

/// A connection that nobody else uses.
public final class OwnLine implements AutoCloseable {
  private final Line<StatefulRedisConnection<String, String>> line;

  OwnLine(Line<StatefulRedisConnection<String, String>> line) {
    this.line = line;
  }

  /// Empty while Redis is away.
  public Optional<RedisCommands<String, String>> commands() {
    return line.now().map(StatefulRedisConnection::sync);
  }

  @Override
  public void close() {
    line.close();
    line.now().ifPresent(StatefulRedisConnection::close);
  }
}
